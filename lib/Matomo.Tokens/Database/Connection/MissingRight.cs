using System.Text.RegularExpressions;
using MySqlConnector;

namespace Matomo.Tokens.Database.Connection;

/// <summary>The statement that gives an account the right which a server missed.</summary>
internal static partial class MissingRight
{
    /// <summary>Whether a server misses a right on a table or a column.</summary>
    public static bool OnTable(Exception exception) => exception is MySqlException { ErrorCode: MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied };

    /// <summary>Whether a server misses any right on the database.</summary>
    public static bool OnDatabase(Exception exception) => exception is MySqlException { ErrorCode: MySqlErrorCode.DatabaseAccessDenied };

    /// <param name="words">The server's, in whatever language: they name the right and the table.</param>
    /// <param name="account">The account as CURRENT_USER() tells it: the server's words name the host that it comes from instead.</param>
    /// <param name="options">Where.</param>
    public static string OnTable(string words, string account, DatabaseOptions options)
    {
        var tables = new MatomoTables(options.Prefix);
        var at = account.LastIndexOf('@');
        var grantee = at < 0 ? Quoted(account) : $"{Quoted(account[..at])}@{Quoted(account[(at + 1)..])}";
        return words.Contains(tables.TokenName, StringComparison.OrdinalIgnoreCase) ? Grant(OnTokens(options), tables.Token, grantee, options)
            : words.Contains(tables.OptionName, StringComparison.OrdinalIgnoreCase) ? Grant("SELECT", tables.Option, grantee, options)
            : Names(words, tables.AccessName) ? Grant("SELECT", tables.Access, grantee, options)
            : Grant(words.Contains("UPDATE", StringComparison.Ordinal) ? "SELECT, UPDATE" : "SELECT", tables.User, grantee, options);
    }

    /// <param name="words">The server's, which name the account.</param>
    /// <param name="options">Where.</param>
    public static string OnDatabase(string words, DatabaseOptions options)
    {
        var tables = new MatomoTables(options.Prefix);
        var grantee = Account().Match(words) is { Success: true } match ? match.Value : Quoted(options.User);
        return "Matomo 4 and later: " + string.Join(
            " ",
            [
                Grant("SELECT", tables.User, grantee, options),
                Grant("SELECT", tables.Option, grantee, options),
                Grant(OnTokens(options), tables.Token, grantee, options),
                .. options.ReadsOnly ? [Grant("SELECT", tables.Access, grantee, options)] : Array.Empty<string>(),
            ]);
    }

    private static string OnTokens(DatabaseOptions options) => options.ReadsOnly ? "SELECT" : "SELECT, INSERT, UPDATE, DELETE";

    // Without a prefix the name is a word of every message; as a table's, it stands in quotation marks.
    private static bool Names(string words, string table) =>
        words.Contains($"`{table}`", StringComparison.OrdinalIgnoreCase) || words.Contains($"'{table}'", StringComparison.OrdinalIgnoreCase);

    private static string Grant(string rights, string table, string grantee, DatabaseOptions options) =>
        $"GRANT {rights} ON `{options.Name.Replace("`", "``", StringComparison.Ordinal)}`.{table} TO {grantee};";

    private static string Quoted(string name) => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex("'[^']*'@'[^']*'")]
    private static partial Regex Account();
}
