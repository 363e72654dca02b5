using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Errors;
using MySqlConnector;

namespace Matomo.Tokens.Database.Schema;

/// <summary>Asks the server what the tables are like.</summary>
internal sealed class SchemaReader(MatomoTables tables)
{
    private readonly List<(string Table, MatomoSchema.Column Column)> _columns = [];
    private readonly Dictionary<string, string?> _engines = new(StringComparer.Ordinal);

    /// <summary>Two statements, one result each for <see cref="ReadAsync"/>.</summary>
    public void Ask(SqlText sql)
    {
        sql.Add("SELECT TABLE_NAME, COLUMN_NAME, IS_NULLABLE, COLUMN_DEFAULT, EXTRA, CHARACTER_SET_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN ")
            .Texts([tables.UserName, tables.TokenName])
            .Add(" ORDER BY ORDINAL_POSITION;");
        sql.Add("SELECT TABLE_NAME, ENGINE FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN ")
            .Texts([tables.UserName, tables.TokenName])
            .Add(";");
    }

    /// <summary>Reads the two results, from the current one on, and goes to the one after them.</summary>
    public async Task ReadAsync(MySqlDataReader reader, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken))
        {
            var isNullable = reader.GetString(2) == "YES";
            var isGiven = !isNullable && reader.IsDBNull(3) && !reader.GetString(4).Contains("auto_increment", StringComparison.OrdinalIgnoreCase)
                && !reader.GetString(4).Contains("GENERATED", StringComparison.OrdinalIgnoreCase);
            _columns.Add((reader.GetString(0), new MatomoSchema.Column(reader.GetString(1), isNullable, isGiven, reader.IsDBNull(5) ? null : reader.GetString(5))));
        }

        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            _engines[reader.GetString(0)] = reader.IsDBNull(1) ? null : reader.GetString(1);
        }

        await reader.NextResultAsync(cancellationToken);
    }

    /// <summary>Finds out why a table that should be there was not seen: information_schema shows what the account has a right on, and nothing else.</summary>
    /// <exception cref="TokenException">A right is missing, or the user table is.</exception>
    public async Task ExplainAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        if (ColumnsOf(tables.UserName).Count == 0)
        {
            await ProbeAsync(session, tables.User, cancellationToken);
        }
        else if (ColumnsOf(tables.TokenName).Count == 0 && !ColumnsOf(tables.UserName).Any(column => column.Name == "token_auth"))
        {
            await ProbeAsync(session, tables.Token, cancellationToken);
        }
    }

    /// <exception cref="TokenException"><see cref="TokenErrorCode.SchemaUnknown"/>.</exception>
    public MatomoSchema Schema(bool readsOnly)
    {
        var token = ColumnsOf(tables.TokenName);
        var written = token.Count > 0 ? tables.TokenName : tables.UserName;
        var isTransactional = _engines.GetValueOrDefault(NameOf(written)) is not ("MyISAM" or "Aria" or "MEMORY");
        return MatomoSchema.Of(ColumnsOf(tables.UserName), token, tables, isTransactional, readsOnly);
    }

    private static Task<int> ProbeAsync(DatabaseSession session, string table, CancellationToken cancellationToken) =>
        session.ReadAsync("read the table " + table, new SqlText().Add($"SELECT 1 FROM {table} LIMIT 0"), _ => Task.FromResult(0), cancellationToken);

    private List<MatomoSchema.Column> ColumnsOf(string table) =>
        [.. _columns.Where(column => column.Table == NameOf(table)).Select(column => column.Column)];

    // On servers that fold the names of tables (lower_case_table_names), the name comes back in lower case.
    private string NameOf(string table) => _columns.Exists(column => column.Table == table)
        ? table
        : _columns.Find(column => column.Table.Equals(table, StringComparison.OrdinalIgnoreCase)).Table ?? table;
}
