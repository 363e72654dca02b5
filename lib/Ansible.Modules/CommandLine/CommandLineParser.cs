namespace Ansible.Modules.CommandLine;

/// <summary>Reads the command line: flags anywhere, one arguments file.</summary>
internal static class CommandLineParser
{
    public const string PrettyFlag = "--pretty";

    public static string Usage(string moduleName) => $"{moduleName} [--check] [--diff] [--pretty] FILE|-";

    /// <exception cref="ModuleFailedException">The command line is not one; the message says what is.</exception>
    public static CommandLineRequest Parse(string moduleName, IReadOnlyList<string> commandLine)
    {
        var request = new CommandLineRequest(ArgumentsFile: null);
        foreach (var argument in commandLine)
        {
            request = argument switch
            {
                "--help" => request with { Help = true },
                "--version" => request with { Version = true },
                "--check" => request with { CheckMode = true },
                "--diff" => request with { DiffMode = true },
                PrettyFlag => request with { Pretty = true },
                _ when argument.StartsWith('-') && argument != CommandLineRequest.StandardInput =>
                    throw Misuse(moduleName, $"Unknown flag {argument}."),
                _ => request with { ArgumentsFile = request.ArgumentsFile is { } before ? $"{before} {argument}" : argument, Pieces = request.Pieces + 1 },
            };
        }

        // Ansible does not quote the path for the shell: where its remote_tmp has blanks in it, the path arrives in pieces.
        if (request.Pieces > 1 && !request.Help && !request.Version && !File.Exists(request.ArgumentsFile))
            throw Misuse(moduleName, "More than one arguments file is named.");

        return request.Help || request.Version || request.ArgumentsFile is not null
            ? request
            : throw Misuse(moduleName, "No arguments file is named.");
    }

    private static ModuleFailedException Misuse(string moduleName, string what) => new(
        ModuleFailedException.InvalidArguments,
        $"{what} Call it as: {Usage(moduleName)}, where FILE holds the options as one JSON object and - stands for standard input. "
        + $"{moduleName} --help lists the options.");
}

/// <summary>What the command line asks for.</summary>
/// <param name="ArgumentsFile">The arguments file, <c>-</c> for standard input; null when only text is asked for.</param>
internal sealed record CommandLineRequest(string? ArgumentsFile)
{
    public const string StandardInput = "-";

    /// <summary>Of how many arguments the path is made.</summary>
    public int Pieces { get; init; }

    public bool Help { get; init; }

    public bool Version { get; init; }

    public bool CheckMode { get; init; }

    public bool DiffMode { get; init; }

    public bool Pretty { get; init; }
}
