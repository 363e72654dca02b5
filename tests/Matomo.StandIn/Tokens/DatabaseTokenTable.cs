using MySqlConnector;

namespace Matomo.StandIn.Tokens;

/// <summary>user_token_auth of Matomo 4 and later in a real database; the installation's own rows are among the others.</summary>
internal sealed class DatabaseTokenTable(MatomoVersion version, string salt, StandInDatabase database) : ITokenTable
{
    private readonly TokenDatabase _database = new(database);

    private string Table => _database.Table("user_token_auth");

    public IReadOnlyList<TokenRow> Rows => _database.Query($"SELECT * FROM {Table} ORDER BY idusertokenauth", Row);

    public TokenRow Add(NewToken token)
    {
        var columns = new List<(string Name, object? Value)>
        {
            ("login", token.Login),
            ("description", token.Description),
            ("password", TokenHash.Of(token.Value, salt)),
            ("hash_algo", "sha512"),
            ("system_token", token.System),
            ("date_created", token.Created),
            ("date_expired", token.Expires),
        };
        if (version.HasSecureOnly)
            columns.Add(("secure_only", token.SecureOnly));

        var names = string.Join(", ", columns.Select(column => column.Name));
        var places = string.Join(", ", columns.Select(_ => "?"));
        _database.Execute($"INSERT INTO {Table} ({names}) VALUES ({places})", [.. columns.Select(column => column.Value)]);
        return Find(token.Value)!;
    }

    public TokenRow? Find(string value) =>
        _database.Query($"SELECT * FROM {Table} WHERE password = ?", Row, TokenHash.Of(value, salt)).SingleOrDefault();

    /// <summary>Writes what differs and nothing else, as another process may be changing the row.</summary>
    public void Change(long id, Func<TokenRow, TokenRow> change)
    {
        if (_database.Query($"SELECT * FROM {Table} WHERE idusertokenauth = ?", Row, id).SingleOrDefault() is not { } row)
            return;

        var before = Columns(row);
        var changed = Columns(change(row)).Where((column, index) => !Equals(column.Value, before[index].Value)).ToList();
        if (changed.Count > 0)
        {
            var assignments = string.Join(", ", changed.Select(column => $"{column.Name} = ?"));
            _database.Execute(
                $"UPDATE {Table} SET {assignments} WHERE idusertokenauth = ?", [.. changed.Select(column => column.Value), id]);
        }
    }

    public bool Remove(long id) => _database.Execute($"DELETE FROM {Table} WHERE idusertokenauth = ?", id) > 0;

    private static (string Name, object? Value)[] Columns(TokenRow row) =>
    [
        ("login", row.Login),
        ("description", row.Description),
        ("password", row.Hash),
        ("system_token", row.System),
        ("last_used", row.LastUsed),
        ("date_created", row.Created),
        ("date_expired", row.Expires),
        ("secure_only", row.SecureOnly),
    ];

    private TokenRow Row(MySqlDataReader row) => new(row.GetInt64("idusertokenauth"), row.GetString("login"), row.GetString("description"))
    {
        Hash = row.GetString("password"),
        System = row.GetBoolean("system_token"),
        LastUsed = TokenDatabase.Date(row, "last_used"),
        Created = row.GetDateTime("date_created"),
        Expires = TokenDatabase.Date(row, "date_expired"),
        SecureOnly = version.HasSecureOnly && row.GetBoolean("secure_only"),
    };
}
