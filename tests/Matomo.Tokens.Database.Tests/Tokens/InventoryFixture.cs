using Matomo.Tokens.Inventory;

namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>Lists what the database of a <see cref="DatabaseFixture"/> holds; every listing leaves it as it was, and holds no value and no
/// hash.</summary>
/// <param name="tables">Whose tables.</param>
public abstract class InventoryFixture(MatomoTables tables) : DatabaseFixture(tables)
{
    protected async Task<TokenInventory> ReadAsync(TokenFilter? filter = null, DatabaseOptions? options = null)
    {
        var rows = AllRows();
        var inventory = await new DatabaseTokenReader(options ?? Options).ReadAsync(filter ?? new TokenFilter(), CancellationToken.None);
        Assert.That(AllRows(), Is.EqualTo(rows));
        var told = string.Join('\n', inventory.Tokens) + string.Join('\n', inventory.Warnings);
        AssertNoSecret(told);
        Assert.That(
            Matomo.Tables == MatomoTables.Matomo3
                ? []
                : Matomo.Tokens.Where(row => told.Contains(row.Password, StringComparison.OrdinalIgnoreCase)),
            Is.Empty,
            "hashes");
        return inventory;
    }

    protected async Task<IReadOnlyList<ListedToken>> ListAsync(TokenFilter filter) => (await ReadAsync(filter)).Tokens;

    protected async Task<IEnumerable<long?>> IdsAsync(TokenFilter filter) => (await ListAsync(filter)).Select(token => token.Token.Id);

    protected async Task<TokenException> ReadRefusedAsync(TokenErrorCode code, TokenFilter filter, DatabaseOptions? options = null)
    {
        var exception = (await Assert.ThrowsAsync<TokenException>(() => ReadAsync(filter, options)))!;
        Assert.That(exception.Code, Is.EqualTo(code), exception.ToString());
        AssertNoSecret(exception.ToString());
        return exception;
    }

    protected DatabaseOptions As(DatabaseUser user) => Options with { User = user.Name, Password = new Secret(user.Password) };

    protected static TokenFilter Of(params string[] logins) => new() { Logins = logins };

    protected static TokenLifetime Lifetime(string text) => TokenLifetime.Parse("lifetime", text);
}
