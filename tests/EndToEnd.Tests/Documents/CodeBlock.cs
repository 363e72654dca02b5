using System.Text.RegularExpressions;

namespace EndToEnd.Tests.Documents;

/// <summary>A fenced block of a document.</summary>
internal sealed partial record CodeBlock(string Language, string Text)
{
    private const string ChangesNothing = "# changes nothing";

    /// <summary>The documents whose blocks are run.</summary>
    public static IEnumerable<string> Documents =>
    [
        "README.md",
        "ansible-role/README.md",
        .. Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md").Select(path => "docs/" + Path.GetFileName(path)).Order(),
    ];

    /// <summary>Whether it is a play, or variables of the role.</summary>
    public bool IsPlayed => IsPlay || IsVariables;

    public bool Changes => !Text.Contains(ChangesNothing, StringComparison.Ordinal);

    /// <summary>The play; for variables, one that has the role, and the connection to Matomo where they lack it.</summary>
    public string Playbook => IsPlay
        ? Text
        : $"""
          - name: Variables
            hosts: matomo
            roles:
              - matomo_token
            vars:
              {Text.TrimEnd().ReplaceLineEndings("\n    ")}
              {(Text.Contains("matomo_token_url:", StringComparison.Ordinal) ? "" : "matomo_token_url: https://stats.example.org/")}
              {(Text.Contains("matomo_token_config_file:", StringComparison.Ordinal) ? "" : "matomo_token_config_file: /var/www/matomo")}
          """;

    private bool IsPlay => Language == "yaml" && Play().IsMatch(Text);

    private bool IsVariables => Language == "yaml" && RoleVariable().IsMatch(Text);

    /// <summary>All fenced blocks, in their order.</summary>
    public static IReadOnlyList<CodeBlock> Of(string document) =>
        [.. Fence().Matches(TextOf(document)).Select(match => new CodeBlock(match.Groups[1].Value, match.Groups[2].Value))];

    /// <summary>The plays of a document, but those that a document before it has, too.</summary>
    public static IReadOnlyList<CodeBlock> PlaysOf(string document) =>
    [
        .. Of(document).Where(block => block.IsPlayed).Except(Documents.TakeWhile(other => other != document).SelectMany(Of)),
    ];

    /// <summary>What is in no fence.</summary>
    public static string SentencesOf(string document) => Fence().Replace(TextOf(document), "");

    /// <summary>The commands, first those in blocks and then those in sentences that are ours or read our documentation.</summary>
    public static IReadOnlyList<string> CommandsOf(string document) =>
    [
        .. Of(document).Where(block => block.Language == "sh").Select(block => block.Text),
        .. Command().Matches(SentencesOf(document)).Select(match => match.Groups[1].Value),
    ];

    private static string TextOf(string document) => File.ReadAllText(Repository.PathOf(document));

    [GeneratedRegex("""^```(\w*)\n(.*?)^```$""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("""^- name: .*\n  hosts: """)]
    private static partial Regex Play();

    [GeneratedRegex("""^matomo_token_\w+:""", RegexOptions.Multiline)]
    private static partial Regex RoleVariable();

    [GeneratedRegex("""`((?:\./build\.sh|ansible-doc|ansible-galaxy) [^`]+)`""")]
    private static partial Regex Command();
}
