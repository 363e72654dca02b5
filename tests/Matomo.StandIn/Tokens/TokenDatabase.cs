using MySqlConnector;

namespace Matomo.StandIn.Tokens;

/// <summary>Statements on an installation's database, with <c>?</c> where the values go. Its dates are UTC.</summary>
internal sealed class TokenDatabase(StandInDatabase database)
{
    private readonly string _connectionString = new MySqlConnectionStringBuilder(database.ConnectionString)
    {
        DateTimeKind = MySqlDateTimeKind.Utc,
    }.ConnectionString;

    public static DateTime? Date(MySqlDataReader row, string column) =>
        row.IsDBNull(row.GetOrdinal(column)) ? null : row.GetDateTime(column);

    /// <summary>A table's name with the prefix, quoted.</summary>
    public string Table(string name) => $"`{(database.Prefix + name).Replace("`", "``", StringComparison.Ordinal)}`";

    public IReadOnlyList<TokenRow> Query(string sql, Func<MySqlDataReader, TokenRow> row, params object?[] values)
    {
        using var connection = Open();
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<TokenRow>();
        while (reader.Read())
            rows.Add(row(reader));

        return rows;
    }

    public int Execute(string sql, params object?[] values)
    {
        using var connection = Open();
        using var command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    private MySqlConnection Open()
    {
        var connection = new MySqlConnection(_connectionString);
        connection.Open();
        return connection;
    }

    private static MySqlCommand Command(MySqlConnection connection, string sql, object?[] values)
    {
        var command = new MySqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new MySqlParameter { Value = value ?? DBNull.Value });

        return command;
    }
}
