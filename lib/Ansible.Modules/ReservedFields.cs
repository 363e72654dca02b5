namespace Ansible.Modules;

/// <summary>The fields of an answer that the protocol fills: a module's own would hide them.</summary>
internal static class ReservedFields
{
    public static readonly string[] OfResult = ["changed", "failed", "warnings", "deprecations", "diff", "invocation", "exception"];
    public static readonly string[] OfFailure = [.. OfResult, "msg", "error_code"];

    public static void Refuse(string[] reserved, IReadOnlyList<KeyValuePair<string, object?>> fields, string parameterName)
    {
        var names = new HashSet<string>(reserved, StringComparer.Ordinal);
        if (fields.FirstOrDefault(field => !names.Add(field.Key)) is { Key: { } name })
            throw new ArgumentException($"The field '{name}' is filled by the protocol, or given twice.", parameterName);
    }
}
