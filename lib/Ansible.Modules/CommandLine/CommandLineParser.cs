namespace Ansible.Modules.CommandLine;

/// <summary>Reads the command line: flags anywhere, one arguments file.</summary>
internal static class CommandLineParser
{
    private const string ShortHelp = "-h";

    private static readonly string[] Flags =
    [
        CommandLineRequest.Help, CommandLineRequest.Version, CommandLineRequest.Check, CommandLineRequest.Diff, CommandLineRequest.Pretty,
        CommandLineRequest.Verbose,
    ];

    public static string Usage(string moduleName) => $"{moduleName} [--check] [--diff] [--pretty] [--verbose] FILE|-";

    /// <exception cref="ModuleFailedException">The command line is not one; the message says what is.</exception>
    public static CommandLineRequest Parse(string moduleName, IReadOnlyList<string> commandLine)
    {
        var flags = commandLine.Where(IsFlag).Select(flag => flag == ShortHelp ? CommandLineRequest.Help : flag).ToList();
        if (flags.Except(Flags).FirstOrDefault() is { } unknown)
            throw Misuse(moduleName, $"Unknown flag {unknown}.");

        // Ansible does not quote the path for the shell: where its remote_tmp has blanks in it, the path arrives in pieces.
        var pieces = commandLine.Where(argument => !IsFlag(argument)).ToList();
        var request = new CommandLineRequest(flags, string.Join(' ', pieces));
        if (request.Has(CommandLineRequest.Help) || request.Has(CommandLineRequest.Version))
            return request;

        return pieces.Count switch
        {
            0 => throw Misuse(moduleName, "No arguments file is named."),
            > 1 when !File.Exists(request.Operand) => throw Misuse(moduleName, "More than one arguments file is named."),
            _ => request,
        };
    }

    private static bool IsFlag(string argument) => argument.StartsWith('-') && argument != CommandLineRequest.StandardInput;

    private static ModuleFailedException Misuse(string moduleName, string what) => new(
        ModuleFailedException.InvalidArguments,
        $"{what} Call it as: {Usage(moduleName)}, where FILE holds the options as one JSON object and - stands for standard input. "
        + $"{moduleName} --help lists the options.");
}

/// <summary>What the command line asks for.</summary>
/// <param name="Flags">The flags that are given.</param>
/// <param name="Operand">The arguments file, <c>-</c> for standard input; after <c>--help</c>, what to explain, empty for nothing.</param>
internal sealed record CommandLineRequest(IReadOnlyList<string> Flags, string Operand)
{
    public const string StandardInput = "-";
    public const string Help = "--help";
    public const string Version = "--version";
    public const string Check = "--check";
    public const string Diff = "--diff";
    public const string Pretty = "--pretty";
    public const string Verbose = "--verbose";

    public bool Has(string flag) => Flags.Contains(flag);
}
