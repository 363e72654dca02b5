using MySqlConnector;

namespace Matomo.Tokens.Database.Connection;

/// <summary>One or more statements on their way to the server in one go. Texts become parameters; only numbers, dates, hashes and names of
/// ours stand in the statement itself.</summary>
internal sealed class SqlText
{
    // Servers refuse more than their max_allowed_packet: 4 MB in MySQL 5.7, 16 MB in MariaDB.
    private const int LargestSize = 1024 * 1024;

    // Of one UTF-16 unit, in UTF-8.
    private const int LongestBytes = 3;

    /// <summary>The server ends a wait for a lock by itself, and says so: it is given the time to.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly StringBuilder _text = new();
    private readonly List<MySqlParameter> _parameters = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private int _size;

    /// <summary>Whether the statements are as long as a server is sure to take.</summary>
    public bool IsFull => _size > LargestSize;

    /// <summary>Adds statement text that this program is the author of.</summary>
    public SqlText Add(string text)
    {
        _text.Append(text);
        _size += text.Length;
        return this;
    }

    /// <summary>Adds a text, as a parameter. The same text is one parameter, however often it is added.</summary>
    public SqlText Text(string value)
    {
        if (!_names.TryGetValue(value, out var name))
        {
            _names[value] = name = string.Create(CultureInfo.InvariantCulture, $"@p{_parameters.Count}");
            _parameters.Add(new MySqlParameter(name, MySqlDbType.VarChar) { Value = value });
        }

        _size += LongestBytes * value.Length;
        return Add(name);
    }

    /// <summary>Adds a hash. It is of hexadecimal digits, which this program has written, and needs no parameter.</summary>
    public SqlText Hash(string value) => Add("'").Add(value).Add("'");

    public SqlText Number(long value) => Add(value.ToString(CultureInfo.InvariantCulture));

    public SqlText Time(DateTimeOffset? value) =>
        Add(value is { } time ? time.UtcDateTime.ToString("\\'yyyy-MM-dd HH:mm:ss\\'", CultureInfo.InvariantCulture) : "NULL");

    /// <summary>Adds a condition: the column has one of the values, or, where they are null, any.</summary>
    public SqlText Among(string column, IReadOnlyList<string>? values) =>
        values is null ? Add("TRUE") : List(Add(column).Add(" IN "), values, (sql, value) => sql.Text(value));

    /// <summary>Adds a list in parentheses.</summary>
    public SqlText Numbers(IEnumerable<long> values) => List(this, values, (sql, value) => sql.Number(value));

    public MySqlCommand ToCommand(MySqlConnection connection, TimeSpan timeout)
    {
        var command = new MySqlCommand(_text.ToString(), connection) { CommandTimeout = (int)(timeout + Grace).TotalSeconds };
        command.Parameters.AddRange(_parameters.ToArray());
        return command;
    }

    private static SqlText List<T>(SqlText sql, IEnumerable<T> values, Action<SqlText, T> add)
    {
        var separator = "(";
        foreach (var value in values)
        {
            add(sql.Add(separator), value);
            separator = ",";
        }

        return sql.Add(")");
    }
}
