using Ansible.Modules.Logging;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>What is used and will go, in Ansible's order: aliases at the top, options, aliases inside options.</summary>
internal sealed class DeprecationList
{
    private readonly List<(string Message, string? Version, string? Date, string? CollectionName)> _ofTop = [];
    private readonly List<(string Message, string? Version, string? Date, string? CollectionName)> _ofOptions = [];
    private readonly List<(string Message, string? Version, string? Date, string? CollectionName)> _ofSuboptions = [];

    public void AddAlias(DeprecatedAlias alias, ArgumentScope scope) => (scope.IsTop ? _ofTop : _ofSuboptions).Add(
        ($"Alias '{scope.Prefix}{alias.Name}' is deprecated. See the module docs for more information", alias.Version, alias.Date, alias.CollectionName));

    public void AddOption(string name, ArgumentOption option) => _ofOptions.Add(
        ($"Param '{name}' is deprecated. See the module docs for more information", option.RemovedInVersion, option.RemovedAtDate, option.RemovedFromCollection));

    public void MoveTo(NoticeLog notices)
    {
        foreach (var (message, version, date, collectionName) in _ofTop.Concat(_ofOptions).Concat(_ofSuboptions))
            notices.Deprecate(message, date is null ? version : null, date, collectionName);
    }
}
