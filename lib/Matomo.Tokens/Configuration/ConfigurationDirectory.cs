using System.Text.RegularExpressions;

namespace Matomo.Tokens.Configuration;

/// <summary>Where an installation keeps its configuration, and those of hosts that have their own.</summary>
/// <param name="Path">The directory of <c>config.ini.php</c>, which counts for every host without a configuration of its own, and of
/// <c>HOST.config.ini.php</c>.</param>
/// <param name="OfHosts">The directory of <c>HOST/config.ini.php</c>; null where there cannot be one.</param>
/// <remarks><c>core/Config.php</c>, <c>getLocalConfigPath</c> and <c>getLocalConfigInfoForHostname</c>, Matomo 3.14.1 to 5.8.0.</remarks>
internal sealed partial record ConfigurationDirectory(string Path, string? OfHosts)
{
    private const string FileName = "config.ini.php";
    private const string Name = "config";

    // Read before every configuration; no host's own.
    private const string CommonName = "common.config.ini.php";

    private static readonly string UserFiles = System.IO.Path.Combine("misc", "user");

    /// <summary>The configuration of every host without its own.</summary>
    public string ForAll => In(Path, FileName);

    /// <summary>What the directory of a full path may be: an installation's, or the one in it that holds the configuration.</summary>
    public static IReadOnlyList<ConfigurationDirectory> Within(string path)
    {
        var directory = System.IO.Path.TrimEndingDirectorySeparator(path);
        var parent = System.IO.Path.GetFileName(directory) == Name ? System.IO.Path.GetDirectoryName(directory) : null;
        return [OfInstallation(directory), new(directory, parent is null ? null : OfInstallation(parent).OfHosts)];
    }

    /// <summary>The directory that holds what the configuration of a full path is added to.</summary>
    public static string OfDefaults(string file)
    {
        var directory = System.IO.Path.GetDirectoryName(file)!;
        var userFiles = System.IO.Path.GetDirectoryName(directory);
        return userFiles?.EndsWith(System.IO.Path.DirectorySeparatorChar + UserFiles, StringComparison.Ordinal) == true
            ? OfInstallation(userFiles[..^(UserFiles.Length + 1)]).Path
            : directory;
    }

    /// <summary>The files that Matomo looks for on a request to a host, without its port; the first that exists wins.</summary>
    public IEnumerable<string> Of(string host)
    {
        if (ValidFileName().IsMatch(OwnName(host)))
            yield return In(Path, OwnName(host));

        if (OfHosts is not null)
            yield return In(OfHosts, host, FileName);

        yield return ForAll;
    }

    /// <summary>The configurations that are there, that of every host first.</summary>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.ConfigUnreadable"/>: the directory may not be read.</exception>
    public IReadOnlyList<string> All() =>
    [
        .. Entries(Path).Where(name => name == FileName).Select(_ => ForAll),
        .. Entries(Path).Where(IsOfHost).Order(StringComparer.Ordinal).Select(name => In(Path, name)),
        .. Entries(OfHosts).Order(StringComparer.Ordinal).Select(name => In(OfHosts!, name, FileName)).Where(File.Exists),
    ];

    private static ConfigurationDirectory OfInstallation(string root) => new(In(root, Name), In(root, UserFiles));

    private static string OwnName(string host) => $"{host}.{FileName}";

    private static bool IsOfHost(string name) =>
        name.EndsWith("." + FileName, StringComparison.Ordinal) && name != CommonName && ValidFileName().IsMatch(name);

    private static string In(params ReadOnlySpan<string> names) => System.IO.Path.Combine(names);

    private static List<string> Entries(string? directory)
    {
        try
        {
            return Directory.Exists(directory)
                ? [.. Directory.EnumerateFileSystemEntries(directory).Select(entry => System.IO.Path.GetFileName(entry))]
                : [];
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw ConfigurationFile.NotAllowed(
                directory!, "Permission denied", exception, " The file itself can be named, or the host that Matomo is asked by.");
        }
    }

    // Filesystem::isValidFilename.
    [GeneratedRegex(@"^[a-zA-Z0-9]+[a-zA-Z_0-9.-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex ValidFileName();
}
