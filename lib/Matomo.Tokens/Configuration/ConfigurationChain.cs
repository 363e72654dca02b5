using System.Text.Unicode;
using Matomo.Tokens.Database.Connection;

namespace Matomo.Tokens.Configuration;

/// <summary>The files that Matomo reads one after the other, the last of which wins, key by key.</summary>
/// <remarks><c>core/Application/Kernel/GlobalSettingsProvider.php</c> and <c>core/Config/IniFileChain.php</c>, Matomo 3.14.1 to
/// 5.2.0-b5.</remarks>
internal sealed class ConfigurationChain
{
    private static readonly string[] Defaults = ["common.config.ini.php", "global.ini.php"];

    // The one that wins first.
    private readonly List<ConfigurationFile> _files;
    private readonly IReadOnlyCollection<string> _given;

    // The keys that were asked for and only the web server's PHP knows the values of, with the setting that can stand for each.
    private readonly List<(string Key, string? Setting)> _unreadable = [];

    private ConfigurationChain(List<ConfigurationFile> files, IReadOnlyCollection<string> given)
    {
        _files = files;
        _given = given;
    }

    public string Path => _files[0].Path;

    /// <inheritdoc cref="MatomoConfiguration.Read"/>
    public static ConfigurationChain Read(string path, string? host, IReadOnlyCollection<string> given)
    {
        var first = Find(path, host);
        var directory = ConfigurationDirectory.OfDefaults(first.Path);
        var defaults = Defaults.Select(name => ConfigurationFile.Read(System.IO.Path.Combine(directory, name))).OfType<ConfigurationFile>();
        List<ConfigurationFile> files = [first, .. defaults];
        return files.Exists(file => file.Sections.ContainsKey("database"))
            ? new(files, given)
            : throw ConfigurationFile.Missing(
                $"{first.Path} is no configuration of Matomo: neither it nor a file beside it has a [database] section.");
    }

    /// <summary>A key's value as Matomo reads it; null when it is missing or empty, when a setting stands for it, or when
    /// <see cref="RequireOwnValues"/> will refuse it.</summary>
    /// <param name="section">The section.</param>
    /// <param name="key">The key.</param>
    /// <param name="settings">The properties of <see cref="DatabaseOptions"/> that can stand for it; a failure names the first.</param>
    public string? Value(string section, string key, params string[] settings)
    {
        var file = _files.Find(file => file.Value(section, key) is not null);
        if (file?.Value(section, key) is not { } value || settings.Any(_given.Contains))
            return null;

        var what = $"{key} in the [{section}] section of {file.Path}";
        var setting = settings.FirstOrDefault();
        if (value is { Text: null, Entries: null })
        {
            _unreadable.Add((what, setting));
            return null;
        }

        return Decode(value, what, OfKeys(setting));
    }

    /// <summary>Refuses all keys at once that were asked for and whose values only the web server's PHP knows.</summary>
    public void RequireOwnValues()
    {
        if (_unreadable.Count == 0)
            return;

        throw ConfigurationFile.Unreadable(
            $"{WordList.Of(_unreadable.Select(key => key.Key))} {(_unreadable.Count > 1 ? "are" : "is")} not a number, a word or one "
            + "text in quotes, or PHP may put something else in its place (a constant, or a variable: a dollar sign and braces). "
            + "Write the value itself there, in double quotes.",
            OfKeys(_unreadable.Select(key => key.Setting)));
    }

    /// <summary>Whether the list of a section that has the same name, such as <c>Plugins[]</c>, has an entry.</summary>
    public bool Lists(string section, string entry) =>
        _files.Select(file => file.Value(section, section)).FirstOrDefault(value => value is not null)?.Entries?.Contains(entry) == true;

    private static FailureReason.ConfigurationKeys OfKeys(params IEnumerable<string?> settings) =>
        new([.. settings.OfType<string>().Distinct()], AreMissing: false);

    private static string? Decode(IniValue value, string what, FailureReason.ConfigurationKeys reason)
    {
        if (value.Text is null)
            throw ConfigurationFile.Unreadable($"{what} is a list, and Matomo takes one value. Write it without square brackets.", reason);

        var bytes = Encoding.Latin1.GetBytes(value.Text);
        if (!Utf8.IsValid(bytes))
            throw ConfigurationFile.Unreadable($"{what} is not UTF-8. Write it so there.", reason);

        // Twice, as IniFileChain::reload does: once into the array of settings, and once more within it.
        var once = HtmlEntities.DecodeOnce(Encoding.UTF8.GetString(bytes), keepsApostrophes: true);
        var text = HtmlEntities.DecodeOnce(once, keepsApostrophes: true);
        return text.Length == 0 ? null : text;
    }

    private static ConfigurationFile Find(string path, string? host)
    {
        if (path.Length == 0 || path.Contains('\0'))
            throw ConfigurationFile.Missing("The path of Matomo's configuration is empty or holds a NUL.");

        var full = System.IO.Path.GetFullPath(path);
        if (!System.IO.Directory.Exists(full))
            return ConfigurationFile.Read(full) ?? throw ConfigurationFile.Missing($"There is no {full}.");

        var directories = ConfigurationDirectory.Within(full);
        return (host is null ? FindOnly(directories, full) : FindOf(host, directories, full))
            ?? throw ConfigurationFile.Missing(
                $"The directory {full} has no configuration of Matomo: "
                + $"there is neither {string.Join(" nor ", directories.Select(directory => directory.ForAll))}.");
    }

    private static ConfigurationFile? FindOf(string host, IReadOnlyList<ConfigurationDirectory> directories, string full)
    {
        var files = directories.SelectMany(directory => directory.Of(host)).Select(ConfigurationFile.Read);
        var found = files.FirstOrDefault(file => file is not null);
        var others = found is null ? directories.SelectMany(directory => directory.All()).Distinct(StringComparer.Ordinal).ToList() : [];
        return others.Count == 0
            ? found
            : throw ConfigurationFile.Unreadable(
                $"The directory {full} has no configuration that Matomo reads for the host {host}, only {string.Join(", ", others)}.",
                new FailureReason.ConfigurationsOfHosts());
    }

    // Without a host it is not known which of several Matomo reads.
    private static ConfigurationFile? FindOnly(IReadOnlyList<ConfigurationDirectory> directories, string full)
    {
        var all = directories.Select(directory => directory.All()).FirstOrDefault(files => files.Count > 0) ?? [];
        return all.Count < 2
            ? all.Select(ConfigurationFile.Read).FirstOrDefault()
            : throw ConfigurationFile.Unreadable(
                $"The directory {full} has configurations for several hosts: {string.Join(", ", all)}.",
                new FailureReason.ConfigurationsOfHosts());
    }
}
