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
    public override bool HasRows => true;

    public List<T> Rows { get; } = [];

    public override void Read(MySqlDataReader reader)
    {
        if (read(reader) is { } row)
            Rows.Add(row);
    }
}
