using Ansible.Modules.Logging;
using Ansible.Modules.Secrets;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>What parsing finds besides values.</summary>
internal sealed class ParsingLog(SecretNames secrets, NoticeLog notices, StringConversionAction stringConversion)
{
    private readonly List<(int Rank, Action<NoticeLog> Report)> _deprecations = [];

    public StringConversionAction StringConversion => stringConversion;

    public SecretNames Secrets => secrets;

    public NoticeLog Notices => notices;

    /// <summary>Why the arguments are refused: the first reason found, as in AnsibleModule; null while there is none.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Unknown options, by their dotted path, with the list of those supported there.</summary>
    public SortedDictionary<string, string> Unsupported { get; } = new(StringComparer.Ordinal);

    public void Refuse(string reason) => Refusal ??= reason;

    /// <param name="kind">Alias or Param.</param>
    /// <param name="name">What is used and will be removed.</param>
    /// <param name="version">The version that removes it.</param>
    /// <param name="date">The day after which a release may remove it; overrides the version.</param>
    /// <param name="collectionName">The collection whose version or date that is.</param>
    /// <param name="scope">Where it is used.</param>
    public void Deprecate(string kind, string name, string? version, string? date, string? collectionName, ArgumentScope scope)
    {
        var message = $"{kind} '{name}' is deprecated. See the module docs for more information";
        var rank = kind == "Param" ? 1 : scope.IsTop ? 0 : 2;
        _deprecations.Add((rank, notices => notices.Deprecate(message, date is null ? version : null, date, collectionName)));
    }

    /// <summary>Reports what was deprecated in Ansible's order: aliases at the top, options, aliases inside options.</summary>
    public void ReportDeprecations()
    {
        foreach (var (_, report) in _deprecations.OrderBy(deprecation => deprecation.Rank))
            report(notices);
    }
}
