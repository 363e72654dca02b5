using Ansible.Modules.Logging;
using Ansible.Modules.Secrets;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>What parsing finds besides values.</summary>
internal sealed class ParsingLog(SecretSet secrets, NoticeLog notices, StringConversionAction stringConversion = StringConversionAction.Ignore)
{
    public StringConversionAction StringConversion => stringConversion;

    public SecretSet Secrets => secrets;

    public NoticeLog Notices => notices;

    /// <summary>Why the arguments are refused: the first reason found, as in AnsibleModule; null while there is none.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Options nobody knows, by their dotted path, with the list of those supported there.</summary>
    public SortedDictionary<string, string> Unsupported { get; } = new(StringComparer.Ordinal);

    public DeprecationList Deprecations { get; } = new();

    public void Refuse(string reason) => Refusal ??= reason;
}
