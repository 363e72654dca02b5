using System.Text.RegularExpressions;
using MySqlConnector;

namespace Matomo.Tokens.Database.Connection;

/// <summary>The statement that gives an account the right which a server missed.</summary>
internal static partial class MissingRight
{
    /// <summary>Whether a server misses a right on a table or a column.</summary>
    public static bool OnTable(Exception exception) =>
        exception is MySqlException { ErrorCode: MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied };

    /// <summary>Whether a server misses any right on the database.</summary>
    public static bool OnDatabase(Exception exception) => exception is MySqlException { ErrorCode: MySqlErrorCode.DatabaseAccessDenied };

    // The server's words, in whatever language, name the right and the table; but instead of the account, which CURRENT_USER() tells, the
    // host that it comes from.
    public static string OnTable(string words, string account, DatabaseOptions options)
    {
        var tables = options.Tables;
        var at = account.LastIndexOf('@');
        var grantee = at < 0 ? Quoted(account) : $"{Quoted(account[..at])}@{Quoted(account[(at + 1)..])}";
        var (rights, table) = words switch
        {
            _ when words.Contains(tables.Token, StringComparison.OrdinalIgnoreCase) => (OnTokens(options), tables.Token),
            _ when words.Contains(tables.Option, StringComparison.OrdinalIgnoreCase) => ("SELECT", tables.Option),
            _ when Names(words, tables.Access) => ("SELECT", tables.Access),
            _ => (words.Contains("UPDATE", StringComparison.Ordinal) ? "SELECT, UPDATE" : "SELECT", tables.User),
        };
        return Grant(rights, table, grantee, options);
    }

    // The server's words name the account.
    public static string OnDatabase(string words, DatabaseOptions options)
    {
        var tables = options.Tables;
        var grantee = Account().Match(words) is { Success: true } match ? match.Value : Quoted(options.User);
        List<string> grants =
        [
            Grant("SELECT", tables.User, grantee, options),
            Grant("SELECT", tables.Option, grantee, options),
            Grant(OnTokens(options), tables.Token, grantee, options),
        ];
        if (options.ReadsOnly)
            grants.Add(Grant("SELECT", tables.Access, grantee, options));

        return "Matomo 4 and later: " + string.Join(" ", grants);
    }

    private static string OnTokens(DatabaseOptions options) => options.ReadsOnly ? "SELECT" : "SELECT, INSERT, UPDATE, DELETE";

    // Without a prefix the name is a word of every message; as a table's, it stands in quotation marks.
    private static bool Names(string words, string table) =>
        words.Contains($"`{table}`", StringComparison.OrdinalIgnoreCase)
        || words.Contains($"'{table}'", StringComparison.OrdinalIgnoreCase);

    private static string Grant(string rights, string table, string grantee, DatabaseOptions options) =>
        $"GRANT {rights} ON `{options.Name.Replace("`", "``", StringComparison.Ordinal)}`.`{table}` TO {grantee};";

    private static string Quoted(string name) => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex("'[^']*'@'[^']*'")]
    private static partial Regex Account();
}
