using Matomo.Tokens.Inventory;

namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>Listing needs SELECT alone, and hinders nobody.</summary>
[TestFixtureSource(typeof(Versions), nameof(Versions.Ends))]
public sealed class InventoryRightsTest(MatomoTables tables) : InventoryFixture(tables)
{
    private const string Select = "SELECT";

    private static readonly (string, string)[] Least = [("user", Select), ("option", Select), ("user_token_auth", Select)];

    // Every right on rows, not on the columns of the hashes.
    private string WithoutHashes =>
        "SELECT (idusertokenauth, login, description, system_token, last_used, date_created, "
        + $"date_expired{(HasSecureOnly ? ", secure_only" : "")})";

    [Test]
    public async Task SelectAlone_IsEnough()
    {
        var value = Request.Fresh();
        Given(value);
        var options = As(Matomo.AddDatabaseUser([.. Least, ("access", Select)]));
        Assert.That(
            (await ReadAsync(new TokenFilter { Value = Request.Value(value), Logins = ["alice@example.org"] }, options)).Tokens,
            Has.Count.EqualTo(1));
        var all = await ReadAsync(options: options);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Tokens, Has.Count.EqualTo(7));
            Assert.That(all.Warnings, Is.Empty);
        }
    }

    [Test]
    public async Task WithoutAccess_LastUseIsInDoubt()
    {
        var user = Matomo.AddDatabaseUser(Least);
        var inventory = await ReadAsync(Of("alice"), As(user));
        Assert.That(inventory.Tokens.Select(token => token.IsLastUseReliable), Is.All.Null.And.Exactly(2).Items);
        var grant = $"GRANT SELECT ON `{Matomo.Name}`.`{Matomo.Prefix}access` TO '{user.Name}'@'%';";
        Assert.That(inventory.Warnings, Is.EqualTo(new[] { inventory.Warnings[0] }).And.All.EndsWith(grant));
        Assert.That(
            (await ReadAsync(new TokenFilter { Logins = ["bob"], IsSystem = true }, As(user))).Warnings, Is.Empty, "nothing is listed");
        Matomo.Execute(grant);
        inventory = await ReadAsync(Of("alice"), As(user));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(inventory.Tokens.All(token => token.IsLastUseReliable == true), Is.True);
            Assert.That(inventory.Warnings, Is.Empty);
        }
    }

    [Test]
    public async Task WithoutHashes_AListIsStillMade()
    {
        var user = Matomo.AddDatabaseUser(
            ("user", "SELECT (login, email)"), (
                "option", "SELECT (option_name, option_value)"), ("access", "SELECT (login, access)"), ("user_token_auth", WithoutHashes));
        var inventory = await ReadAsync(options: As(user));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(inventory.Tokens, Has.Count.EqualTo(6));
            Assert.That(inventory.Warnings, Is.Empty);
            Assert.That(inventory.SuperUsers, Is.Null);
        }

        var exception = await ReadRefusedAsync(
            TokenErrorCode.DatabaseAccessDenied, new TokenFilter { Value = Request.Value(Request.Fresh()) }, As(user));
        Assert.That(
            exception.Message,
            Does.Contain("password").And.EndWith(
                $"GRANT SELECT ON `{Matomo.Name}`.`{Matomo.Prefix}user_token_auth` TO '{user.Name}'@'%';"));
    }

    [TestCase("user")]
    [TestCase("option")]
    [TestCase("user_token_auth")]
    public async Task Without_SaysWhichRight(string table)
    {
        var user = Matomo.AddDatabaseUser([.. Least.Where(grant => grant.Item1 != table)]);
        var exception = await ReadRefusedAsync(TokenErrorCode.DatabaseAccessDenied, new TokenFilter(), As(user));
        var grant = $"GRANT SELECT ON `{Matomo.Name}`.`{Matomo.Prefix}{table}` TO '{user.Name}'@'%';";
        Assert.That(exception.Message, Does.EndWith(grant));
        Matomo.Execute(grant);
        Assert.That((await ReadAsync(options: As(user))).Tokens, Has.Count.EqualTo(6));
    }

    [Test]
    public async Task WithoutAny_StatementsMakeItWork()
    {
        var user = Matomo.AddDatabaseUser();
        var exception = await ReadRefusedAsync(TokenErrorCode.DatabaseAccessDenied, new TokenFilter(), As(user));
        Assert.That(exception.Message, Does.Not.Contain("INSERT"));
        Matomo.Execute(exception.Message[exception.Message.IndexOf("GRANT", StringComparison.Ordinal)..]);
        Assert.That((await ReadAsync(options: As(user))).Warnings, Is.Empty);
    }

    [Test]
    public async Task RunThatHoldsTheLock_IsNotWaitedFor()
    {
        Stores.ITokenStore store = new DatabaseTokenStore(Options);
        await using var run = await store.OpenAsync([new Stores.TokenQuery(0, Request.For(), [])], CancellationToken.None);
        Assert.That((await ReadAsync(options: Options with { Timeout = TimeSpan.FromSeconds(5) })).Tokens, Has.Count.EqualTo(6));
    }

    [Test]
    public async Task ChangeThatIsNotCommitted_IsNotWaitedFor()
    {
        await using var connection = new MySqlConnector.MySqlConnection(Matomo.ConnectionString());
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new MySqlConnector.MySqlCommand(
            $"UPDATE {Matomo.Table("user_token_auth")} SET description = 'Changed'", connection, transaction);
        await command.ExecuteNonQueryAsync();
        var inventory = await new DatabaseTokenReader(
            Options with { Timeout = TimeSpan.FromSeconds(5) }).ReadAsync(Of("alice"), CancellationToken.None);
        Assert.That(inventory.Tokens.Select(token => token.Token.Description), Is.EqualTo(new[] { "Bystander", Request.Description }));
        await transaction.RollbackAsync();
    }
}
