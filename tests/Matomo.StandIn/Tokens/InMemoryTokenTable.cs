namespace Matomo.StandIn.Tokens;

/// <summary>Matomo 4+ keeps hashes only; Matomo 3 one plain value per user.</summary>
internal sealed class InMemoryTokenTable(MatomoVersion version, string salt) : ITokenTable
{
    private readonly Lock _gate = new();
    private readonly List<TokenRow> _rows = [];
    private long _lastId;

    public IReadOnlyList<TokenRow> Rows
    {
        get
        {
            lock (_gate)
                return [.. _rows];
        }
    }

    public TokenRow Add(NewToken token)
    {
        lock (_gate)
        {
            if (!version.HasManyTokensPerUser)
                _rows.RemoveAll(row => row.Login.Equals(token.Login, StringComparison.OrdinalIgnoreCase));

            _rows.Add(Row(token));
            return _rows[^1];
        }
    }

    public TokenRow? Find(string value) => version.HasManyTokensPerUser
        ? Rows.FirstOrDefault(row => row.Hash == TokenHash.Of(value, salt))
        : Rows.FirstOrDefault(row => value.Equals(row.Value, StringComparison.OrdinalIgnoreCase));

    public void Change(long id, Func<TokenRow, TokenRow> change)
    {
        lock (_gate)
        {
            var index = _rows.FindIndex(row => row.Id == id);
            if (index >= 0)
                _rows[index] = change(_rows[index]);
        }
    }

    public bool Remove(long id)
    {
        lock (_gate)
            return _rows.RemoveAll(row => row.Id == id) > 0;
    }

    private TokenRow Row(NewToken token)
    {
        var row = new TokenRow(++_lastId, token.Login, token.Description) { Created = token.Created };
        return version.HasManyTokensPerUser
            ? row with
            {
                Hash = TokenHash.Of(token.Value, salt),
                System = token.System,
                SecureOnly = token.SecureOnly,
                Expires = token.Expires,
            }
            : row with { Value = token.Value };
    }
}
