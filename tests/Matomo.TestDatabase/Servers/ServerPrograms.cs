using System.Diagnostics;

namespace Matomo.TestDatabase.Servers;

/// <summary>The programs that a server is made with. One that is missing fails the test.</summary>
internal static class ServerPrograms
{
    private const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public static string Setpriv => Find("setpriv", "util-linux");

    /// <summary>Servers refuse to run as root unless they are told to.</summary>
    public static IEnumerable<string> AsRunningUser => Environment.IsPrivilegedProcess ? ["--user=root"] : [];

    /// <summary>Runs a program to its end and returns what it wrote.</summary>
    public static string Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(Quiet(program, arguments))!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}:\n{output}\n{error.Result}");
    }

    public static ProcessStartInfo Quiet(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        WorkingDirectory = "/",
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["PATH"] = SearchPath, ["LC_ALL"] = "C.UTF-8" },
    };

    public static bool IsInstalled(string program) => PathOf(program) is not null;

    /// <exception cref="FileNotFoundException">It is missing; the message names its package.</exception>
    public static string Find(string program, string package) => PathOf(program)
        ?? throw new FileNotFoundException($"{program} is missing: run apt-get install --yes --no-install-recommends {package}");

    private static string? PathOf(string program) =>
        SearchPath.Split(':').Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
}
