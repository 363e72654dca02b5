using MySqlConnector;

namespace Matomo.StandIn.Tokens;

/// <summary>
/// The column token_auth of Matomo 3's table user in a real database. It has no ids; a checksum of the login stands in for one.
/// </summary>
internal sealed class DatabasePlainTokenTable(StandInDatabase database) : ITokenTable
{
    private const string Columns = "CRC32(LOWER(login)) AS id, login, token_auth, date_registered";
    private readonly TokenDatabase _database = new(database);

    private string Table => _database.Table("user");

    public IReadOnlyList<TokenRow> Rows => _database.Query($"SELECT {Columns} FROM {Table} ORDER BY login", Row);

    /// <summary>Sets the token of a user, and adds the user that is not there.</summary>
    public TokenRow Add(NewToken token)
    {
        _database.Execute(
            $"""
            INSERT INTO {Table} (login, password, alias, email, token_auth, date_registered) VALUES (?, '', ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE token_auth = VALUES(token_auth)
            """,
            token.Login, token.Login, $"{token.Login}@example.org", token.Value, token.Created);
        return Find(token.Value)!;
    }

    public TokenRow? Find(string value) =>
        _database.Query($"SELECT {Columns} FROM {Table} WHERE token_auth = ?", Row, value).SingleOrDefault();

    public void Change(long id, Func<TokenRow, TokenRow> change)
    {
        if (Rows.SingleOrDefault(row => row.Id == id) is { } row)
            Set(id, change(row).Value!);
    }

    /// <summary>Nobody is without a token in Matomo 3: it is replaced.</summary>
    public bool Remove(long id) => Set(id, TokenHash.NewValue()) > 0;

    private static TokenRow Row(MySqlDataReader row) => new(row.GetInt64("id"), row.GetString("login"), "")
    {
        Value = row.GetString("token_auth"),
        Created = TokenDatabase.Date(row, "date_registered") ?? default,
    };

    private int Set(long id, string value) =>
        _database.Execute($"UPDATE {Table} SET token_auth = ? WHERE CRC32(LOWER(login)) = ?", value, id);
}
