using System.Text.RegularExpressions;

namespace MatomoToken.Documentation.Writers;

/// <summary>Marks the words of a text that are names in the program: those with an underscore.</summary>
internal static partial class CodeWords
{
    /// <summary>As Ansible's documentation marks them: <c>C(token_file)</c>.</summary>
    public static string ForAnsible(string text) => Word().Replace(text, "C($0)");

    /// <summary>In backticks; and what would end a table's cell is escaped.</summary>
    public static string ForMarkdown(string text) => Word().Replace(text, "`$0`").Replace("|", @"\|", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<![\w.])[a-z0-9]+(_[a-z0-9]*)+(?!\w)")]
    private static partial Regex Word();
}
