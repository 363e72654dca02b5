using Ansible.Modules;
using Ansible.Modules.Arguments;
using MatomoToken.Documentation.Writers;

namespace MatomoToken.Documentation;

/// <summary>The files of the repository that are made from the definitions of options and results.</summary>
internal static class GeneratedFiles
{
    private const string Reference = "docs/reference.md";
    private const string End = "<!-- end -->\n";

    private static readonly MatomoTokenModule Token = new();
    private static readonly MatomoTokenInfoModule Info = new();

    // Of matomo_token_info's options, those that it does not share word for word with matomo_token.
    private static IEnumerable<ArgumentOption> OwnOfInfo => Info.Arguments.Options.Where(
        option => !Token.Arguments.Options.Any(other => other.Name == option.Name && other.Description.SequenceEqual(option.Description)));

    private static IEnumerable<(string Name, string Table)> Tables =>
    [
        ("options of matomo_token", MarkdownTables.Options(Token.Arguments)),
        ("result of matomo_token", MarkdownTables.Returns(Token.Returns)),
        ("options of matomo_token_info", MarkdownTables.Options(Info.Arguments, OwnOfInfo)),
        ("result of matomo_token_info", MarkdownTables.Returns(Info.Returns)),
    ];

    /// <summary>Each file's path in the repository, and its content.</summary>
    /// <param name="repository">The directory of the repository.</param>
    /// <exception cref="InvalidDataException">docs/reference.md lacks the lines between which a table stands.</exception>
    public static IEnumerable<(string File, string Content)> Of(string repository) =>
    [
        Sidecar(repository, Token, TokenDocumentation.Text),
        Sidecar(repository, Info, InfoDocumentation.Text),
        (Reference, Tables.Aggregate(File.ReadAllText(Path.Combine(repository, Reference)), WithTable)),
    ];

    private static (string File, string Content) Sidecar(string repository, IAnsibleModule module, ModuleDocumentation documentation)
    {
        var path = $"module/documentation/{module.Name}";
        var examples = File.ReadAllText(Path.Combine(repository, path + ".examples.yml"));
        return (path + ".yml", SidecarDocument.Of(module, documentation, examples));
    }

    private static string WithTable(string reference, (string Name, string Table) part)
    {
        var begin = $"<!-- {part.Name}: made by ./build.sh --target=Docs -->\n";
        return reference.Split(begin) is [var before, var after] && after.IndexOf(End, StringComparison.Ordinal) is var end and >= 0
            ? string.Concat(before, begin, part.Table, after[end..])
            : throw new InvalidDataException($"{Reference} lacks the line {begin}or {End}after it.");
    }
}
