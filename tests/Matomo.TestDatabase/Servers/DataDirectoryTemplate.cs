using System.Formats.Tar;
using System.Text.RegularExpressions;

namespace Matomo.TestDatabase.Servers;

/// <summary>A data directory as mariadb-install-db makes it, which takes seconds: made once per machine, user and version, and unpacked for every server.</summary>
/// <remarks>It is one file, so that it comes into being at once, and so that whoever tidies the temporary directory takes all of it or nothing.</remarks>
internal static partial class DataDirectoryTemplate
{
    private static readonly Lazy<string> Archive = new(FindOrMake);

    public static void UnpackTo(string directory)
    {
        Directory.CreateDirectory(directory);
        TarFile.ExtractToDirectory(Archive.Value, directory, overwriteFiles: false);
    }

    private static string FindOrMake()
    {
        var version = NotForFileNames().Replace(ServerPrograms.Run(ServerPrograms.MariaDbd, "--no-defaults", "--version").Split(" Ver ")[^1].Split(' ')[0], "_");
        var archive = Path.Combine(Path.GetTempPath(), $"mariadb-template-{version}-{Environment.UserName}.tar");
        if (!File.Exists(archive))
        {
            Make(archive);
        }

        return archive;
    }

    private static void Make(string archive)
    {
        var workplace = Directory.CreateTempSubdirectory("mariadb-template-").FullName;
        try
        {
            var data = Path.Combine(workplace, "data");
            var made = Path.Combine(workplace, "data.tar");
            Install(data);
            TarFile.CreateFromDirectory(data, made, includeBaseDirectory: false);
            File.Move(made, archive, overwrite: true);
        }
        finally
        {
            Directory.Delete(workplace, recursive: true);
        }
    }

    private static void Install(string data) => ServerPrograms.Run(
        ServerPrograms.InstallDb,
        [
            "--no-defaults",
            $"--datadir={data}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--skip-name-resolve",
            "--force",
            $"--innodb-log-file-size={ServerArguments.LogFileSize}",
            .. ServerPrograms.AsRunningUser,
        ]);

    [GeneratedRegex("[^A-Za-z0-9.]+")]
    private static partial Regex NotForFileNames();
}
