namespace Ansible.Modules.Hosting;

/// <summary>Warnings and deprecations of a run. Safe for use from several threads.</summary>
internal sealed class NoticeLog
{
    private readonly Lock access = new();
    private readonly JsonArray warnings = [];
    private readonly JsonArray deprecations = [];

    public JsonArray Warnings => Copy(warnings);

    public JsonArray Deprecations => Copy(deprecations);

    public void Warn(string message) => Add(warnings, message);

    /// <summary>ansible-core 2.14, module_utils/common/warnings.py, deprecate.</summary>
    public void Deprecate(string message, string? version, string? date, string? collectionName)
    {
        if (version is not null && date is not null)
        {
            throw new ArgumentException("A deprecation has a version or a date, not both.", nameof(date));
        }

        var (kind, when) = date is null ? ("version", version) : ("date", date);
        Add(deprecations, new JsonObject { ["msg"] = message, [kind] = when, ["collection_name"] = collectionName });
    }

    private void Add(JsonArray notices, object notice)
    {
        lock (access)
        {
            notices.Add(notice);
        }
    }

    private JsonArray Copy(JsonArray notices)
    {
        lock (access)
        {
            return [.. notices];
        }
    }
}
