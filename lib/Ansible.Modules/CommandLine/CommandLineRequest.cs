namespace Ansible.Modules.CommandLine;

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
