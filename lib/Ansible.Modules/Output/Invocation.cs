using Ansible.Modules.Secrets;

namespace Ansible.Modules.Output;

/// <summary>How the module was called, as <c>invocation.module_args</c> shows it.</summary>
internal sealed class Invocation(JsonMap arguments, ArgumentSpec spec)
{
    /// <summary>The arguments as far as they were parsed, secrets masked. Ansible masks no key; here a secret is no key either.</summary>
    public JsonMap Masked(SecretMask mask) => new() { ["module_args"] = mask.ApplyWithKeys(arguments, NamesIn(spec).ToHashSet()) };

    private static IEnumerable<string> NamesIn(ArgumentSpec spec) => spec.Options.SelectMany(
        option => option.Aliases.Append(option.Name).Concat(option.Options is { } inner ? NamesIn(inner) : []));
}
