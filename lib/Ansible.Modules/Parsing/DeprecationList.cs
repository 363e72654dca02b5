using Ansible.Modules.Hosting;

namespace Ansible.Modules.Parsing;

/// <summary>What is used and will go, in Ansible's order: aliases at the top, options, aliases inside options.</summary>
internal sealed class DeprecationList
{
    private readonly List<(string Message, string? Version, string? Date, string? CollectionName)> ofTop = [];
    private readonly List<(string Message, string? Version, string? Date, string? CollectionName)> ofOptions = [];
    private readonly List<(string Message, string? Version, string? Date, string? CollectionName)> ofSuboptions = [];

    public void AddAlias(DeprecatedAlias alias, ArgumentScope scope) => (scope.IsTop ? ofTop : ofSuboptions).Add(
        ($"Alias '{scope.Prefix}{alias.Name}' is deprecated. See the module docs for more information", alias.Version, alias.Date, alias.CollectionName));

    public void AddOption(string name, ArgumentOption option) => ofOptions.Add(
        ($"Param '{name}' is deprecated. See the module docs for more information", option.RemovedInVersion, option.RemovedAtDate, option.RemovedFromCollection));

    public void MoveTo(NoticeLog notices)
    {
        foreach (var (message, version, date, collectionName) in ofTop.Concat(ofOptions).Concat(ofSuboptions))
        {
            notices.Deprecate(message, date is null ? version : null, date, collectionName);
        }
    }
}
