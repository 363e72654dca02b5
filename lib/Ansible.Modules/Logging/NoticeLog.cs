namespace Ansible.Modules.Logging;

/// <summary>Warnings and deprecations of a run. Thread-safe.</summary>
internal sealed class NoticeLog
{
    private readonly Lock _access = new();
    private readonly JsonList _warnings = [];
    private readonly JsonList _deprecations = [];

    public JsonList Warnings => Copy(_warnings);

    public JsonList Deprecations => Copy(_deprecations);

    public void Warn(string message) => Add(_warnings, message);

    /// <summary>ansible-core 2.14, module_utils/common/warnings.py, deprecate.</summary>
    public void Deprecate(string message, string? version, string? date, string? collectionName)
    {
        if (version is not null && date is not null)
            throw new ArgumentException("A deprecation has a version or a date, not both.", nameof(date));

        var (kind, when) = date is null ? ("version", version) : ("date", date);
        Add(_deprecations, new JsonMap { ["msg"] = message, [kind] = when, ["collection_name"] = collectionName });
    }

    private void Add(JsonList notices, object notice)
    {
        lock (_access)
            notices.Add(notice);
    }

    private JsonList Copy(JsonList notices)
    {
        lock (_access)
            return [.. notices];
    }
}
