namespace MatomoToken.Tests;

/// <summary>The files of the project that is tested.</summary>
internal static class Repository
{
    /// <summary>The directory that holds the solution.</summary>
    public static string Root
    {
        get
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(directory.FullName, "matomo_token.slnx")))
                directory = directory.Parent!;

            return directory.FullName;
        }
    }

    public static string PathOf(string file) => Path.Combine(Root, file);
}
