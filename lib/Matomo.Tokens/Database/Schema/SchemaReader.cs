using Matomo.Tokens.Database.Connection;
using MySqlConnector;

namespace Matomo.Tokens.Database.Schema;

/// <summary>Asks the server what the tables are like.</summary>
internal sealed class SchemaReader(MatomoTables tables)
{
    private readonly SqlQuery<(string Table, MatomoSchema.Column Column)> _columns = new(
        sql => sql
            .Add("SELECT TABLE_NAME, COLUMN_NAME, IS_NULLABLE, COLUMN_DEFAULT, EXTRA, CHARACTER_SET_NAME ")
            .Add("FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND ")
            .Among("TABLE_NAME", [tables.User, tables.Token])
            .Add(" ORDER BY ORDINAL_POSITION"),
        Column);

    private readonly SqlQuery<(string Table, string? Engine)> _engines = new(
        sql => sql
            .Add("SELECT TABLE_NAME, ENGINE FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND ")
            .Among("TABLE_NAME", [tables.User, tables.Token]),
        row => (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)));

    public IReadOnlyList<SqlStatement> Queries => [_columns, _engines];

    /// <summary>Finds out why a table that should be there was not seen: information_schema shows what the account has a right on, and
    /// nothing else.</summary>
    /// <exception cref="TokenException">A right is missing, or the user table is.</exception>
    public async Task ExplainAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        if (ColumnsOf(tables.User).Count == 0)
            await ProbeAsync(session, tables.User, cancellationToken);
        else if (ColumnsOf(tables.Token).Count == 0 && !ColumnsOf(tables.User).Any(column => column.Name == "token_auth"))
            await ProbeAsync(session, tables.Token, cancellationToken);
    }

    /// <exception cref="TokenException"><see cref="TokenErrorCode.SchemaUnknown"/>.</exception>
    public MatomoSchema Schema(bool readsOnly)
    {
        var token = ColumnsOf(tables.Token);
        var written = NameOf(token.Count > 0 ? tables.Token : tables.User);
        var engine = _engines.Rows.Find(row => row.Table == written).Engine;
        var isTransactional = engine is not ("MyISAM" or "Aria" or "MEMORY");
        return MatomoSchema.Of(ColumnsOf(tables.User), token, tables, isTransactional, readsOnly);
    }

    private static (string Table, MatomoSchema.Column Column) Column(MySqlDataReader row)
    {
        var (isNullable, extra) = (row.GetString(2) == "YES", row.GetString(4));
        var isDemanded = !isNullable && row.IsDBNull(3) && !extra.Contains("auto_increment", StringComparison.OrdinalIgnoreCase)
            && !extra.Contains("GENERATED", StringComparison.OrdinalIgnoreCase);
        var characterSet = row.IsDBNull(5) ? null : row.GetString(5);
        return (row.GetString(0), new MatomoSchema.Column(row.GetString(1), isNullable, isDemanded, characterSet));
    }

    private static Task<List<int>> ProbeAsync(DatabaseSession session, string table, CancellationToken cancellationToken) =>
        session.ReadAsync(
            $"read the table `{table}`", sql => sql.Add($"SELECT 1 FROM `{table}` LIMIT 0"), row => row.GetInt32(0), cancellationToken);

    private List<MatomoSchema.Column> ColumnsOf(string table) =>
        [.. _columns.Rows.Where(column => column.Table == NameOf(table)).Select(column => column.Column)];

    // On servers that fold the names of tables (lower_case_table_names), the name comes back in lower case.
    private string NameOf(string table) => _columns.Rows.Exists(column => column.Table == table)
        ? table
        : _columns.Rows.Find(column => column.Table.Equals(table, StringComparison.OrdinalIgnoreCase)).Table ?? table;
}
