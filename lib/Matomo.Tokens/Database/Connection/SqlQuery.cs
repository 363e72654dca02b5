using MySqlConnector;

namespace Matomo.Tokens.Database.Connection;

/// <summary>A statement that goes to the server together with others.</summary>
internal class SqlStatement(Action<SqlText> write)
{
    /// <summary>Whether the server answers it with rows, be it none.</summary>
    public virtual bool HasRows => false;

    public void Write(SqlText sql) => write(sql);

    /// <summary>Reads the row that the reader is at.</summary>
    public virtual void Read(MySqlDataReader reader) => throw new InvalidOperationException("The statement has no rows.");
}

/// <summary>A statement, how a row of its answer is read, and the rows that were read. What is read as null is left out.</summary>
internal sealed class SqlQuery<T>(Action<SqlText> write, Func<MySqlDataReader, T?> read) : SqlStatement(write)
{
    private const int InOneQuery = 1000;

    public override bool HasRows => true;

    public List<T> Rows { get; } = [];

    /// <summary>One query for each thousand of the values; one for all that there are where they are null.</summary>
    public static List<SqlQuery<T>> Of(
        IReadOnlyList<string>? values, Action<SqlText, IReadOnlyList<string>?> write, Func<MySqlDataReader, T?> read) =>
        values is null
            ? [new SqlQuery<T>(sql => write(sql, null), read)]
            : [.. values.Chunk(InOneQuery).Select(part => new SqlQuery<T>(sql => write(sql, part), read))];

    public override void Read(MySqlDataReader reader)
    {
        if (read(reader) is { } row)
            Rows.Add(row);
    }
}
