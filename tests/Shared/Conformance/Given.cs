using Ansible.Modules.Json;
using Ansible.Modules.Python;

namespace Tests.Conformance;

/// <summary>Arguments: names, and values as JSON texts.</summary>
internal sealed record Given(IReadOnlyList<(string Name, string Value)> Members)
{
    /// <summary>The same with one member less, for each of them.</summary>
    public IEnumerable<Given> Shrunk() => Members.Select((_, left) => new Given([.. Members.Where((_, place) => place != left)]));

    /// <summary>As a JSON text.</summary>
    public override string ToString() =>
        $"{{{string.Join(", ", Members.Select(member => $"{JsonOutput.Dumps(member.Name)}: {member.Value}"))}}}";

    /// <summary>As Ansible hands them over.</summary>
    public string ToTask() => Task(ToString());

    /// <summary>Arguments, a JSON text, with what Ansible adds to them.</summary>
    public static string Task(string arguments) =>
        $"{{\"_ansible_module_name\": \"sample\"{(arguments.AsSpan(1).Trim() is "}" ? "" : ", ")}{arguments[1..]}";
}
