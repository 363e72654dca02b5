using MySqlConnector;

namespace Matomo.TestDatabase.Servers;

/// <summary>Statements of the test itself, each on a connection of its own.</summary>
internal static class RootSql
{
    // A hundred thousand rows take a busy machine more than the usual half a minute.
    private const int LimitInSeconds = 180;

    public static int Execute(string connectionString, string sql, object?[] values)
    {
        using var connection = new MySqlConnection(connectionString);
        connection.Open();
        using var command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    public static IReadOnlyList<IReadOnlyDictionary<string, object?>> Query(string connectionString, string sql, object?[] values)
    {
        using var connection = new MySqlConnection(connectionString);
        connection.Open();
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<IReadOnlyDictionary<string, object?>>();
        while (reader.Read())
            rows.Add(Row(reader));

        return rows;
    }

    private static Dictionary<string, object?> Row(MySqlDataReader reader)
    {
        var row = new Dictionary<string, object?>();
        for (var column = 0; column < reader.FieldCount; column++)
            row[reader.GetName(column)] = reader.IsDBNull(column) ? null : reader.GetValue(column);

        return row;
    }

    private static MySqlCommand Command(MySqlConnection connection, string sql, object?[] values)
    {
        var command = new MySqlCommand(sql, connection) { CommandTimeout = LimitInSeconds };
        foreach (var value in values)
            command.Parameters.Add(new MySqlParameter { Value = value ?? DBNull.Value });

        return command;
    }
}
