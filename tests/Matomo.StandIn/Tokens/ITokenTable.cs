namespace Matomo.StandIn.Tokens;

/// <summary>Where the tokens are: in memory, or in the database of an installation.</summary>
public interface ITokenTable
{
    IReadOnlyList<TokenRow> Rows { get; }

    TokenRow Add(NewToken token);

    /// <summary>The row of a value, live or not.</summary>
    TokenRow? Find(string value);

    /// <summary>Replaces a row by what <paramref name="change"/> makes of it.</summary>
    void Change(long id, Func<TokenRow, TokenRow> change);

    bool Remove(long id);
}
