using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Text.RegularExpressions;

namespace Matomo.TestDatabase.Servers;

/// <summary>A data directory as the product makes it, which takes seconds: made once per machine, user and version, and unpacked for every
/// server.</summary>
/// <remarks>It is one file, so that it comes into being at once, and so that whoever tidies the temporary directory takes all of it or
/// nothing.</remarks>
internal static partial class DataDirectoryTemplate
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> Archives = new();

    /// <param name="product">Whose.</param>
    /// <param name="arguments">What it must be made with.</param>
    /// <param name="directory">Where to.</param>
    public static void UnpackTo(ServerProduct product, IEnumerable<string> arguments, string directory)
    {
        var fixedArguments = product.FixedAtInstallation(arguments).ToList();
        var archive = Archives.GetOrAdd(string.Concat(fixedArguments), _ => new Lazy<string>(() => FindOrMake(product, fixedArguments)));
        Directory.CreateDirectory(directory);
        TarFile.ExtractToDirectory(archive.Value, directory, overwriteFiles: false);
    }

    private static string FindOrMake(ServerProduct product, List<string> arguments)
    {
        var version = ServerPrograms.Run(product.Program, "--no-defaults", "--version").Split(" Ver ")[^1].TrimStart().Split(' ')[0];
        var name = NotForFileNames().Replace($"{product.Product}-{version}{string.Concat(arguments)}", "_").ToLowerInvariant();
        var archive = Path.Combine(Path.GetTempPath(), $"database-template-{name}-{Environment.UserName}.tar");
        if (!File.Exists(archive))
            Make(product, arguments, archive);

        return archive;
    }

    private static void Make(ServerProduct product, List<string> arguments, string archive)
    {
        var workplace = Directory.CreateTempSubdirectory("database-template-").FullName;
        try
        {
            var data = Path.Combine(workplace, "data");
            var made = Path.Combine(workplace, "data.tar");
            product.Install(data, arguments);
            TarFile.CreateFromDirectory(data, made, includeBaseDirectory: false);
            File.Move(made, archive, overwrite: true);
        }
        finally
        {
            Directory.Delete(workplace, recursive: true);
        }
    }

    [GeneratedRegex("[^A-Za-z0-9.-]+")]
    private static partial Regex NotForFileNames();
}
