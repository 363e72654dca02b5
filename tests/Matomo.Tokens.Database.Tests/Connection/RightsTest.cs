namespace Matomo.Tokens.Database.Tests.Connection;

/// <summary>An account that lacks a right is told which, and how to get it.</summary>
[TestFixtureSource(typeof(Versions), nameof(Versions.Ends))]
public sealed class RightsTest(MatomoTables tables) : DatabaseFixture(tables)
{
    private const string All = "SELECT, INSERT, UPDATE, DELETE";

    [Test]
    public async Task Least_IsEnough()
    {
        await OnceAsync([Request.For()], As(("user", "SELECT"), ("option", "SELECT"), ("user_token_auth", All)));
        Assert.That(Group, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Least_OfColumns_IsEnough()
    {
        await OnceAsync(
            [Request.For()],
            As(("user", "SELECT (login, email)"), ("option", "SELECT (option_name, option_value)"), ("user_token_auth", All)));
        Assert.That(Group, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task User_WithoutSelect() =>
        await RefusedAsync("user", "SELECT", "SELECT", ("option", "SELECT"), ("user_token_auth", All));

    [Test]
    public async Task Option_WithoutSelect() =>
        await RefusedAsync("option", "SELECT", "SELECT", ("user", "SELECT"), ("user_token_auth", All));

    [Test]
    public async Task Tokens_WithoutAny() => await RefusedAsync("user_token_auth", "SELECT", All, ("user", "SELECT"), ("option", "SELECT"));

    [TestCase("SELECT")]
    [TestCase("INSERT")]
    [TestCase("UPDATE")]
    [TestCase("DELETE")]
    public async Task Tokens_Without(string right)
    {
        var others = string.Join(", ", All.Split(", ").Where(other => other != right));
        await RefusedAsync("user_token_auth", right, All, ("user", "SELECT"), ("option", "SELECT"), ("user_token_auth", others));
    }

    [Test]
    public async Task Tokens_WithoutInsert_CheckModeForesees()
    {
        var result = await OnceAsync(
            [Request.For()], As(("user", "SELECT"), ("option", "SELECT"), ("user_token_auth", "SELECT")), checkMode: true);
        Assert.That(result.Outcomes.Single().Step.Action, Is.EqualTo(TokenAction.Created));
        Assert.That(Group, Is.Empty);
    }

    [Test]
    public async Task Tokens_OnlySelect_UnchangedIsFine()
    {
        Given(Request.Fresh());
        Assert.That(
            (await OnceAsync([Request.For()], As(("user", "SELECT"), ("option", "SELECT"), ("user_token_auth", "SELECT")))).Changed,
            Is.False);
    }

    [Test]
    public async Task Database_WithoutAny_StatementsMakeItWork()
    {
        var user = Matomo.AddDatabaseUser();
        var exception = await RefusedAsync(TokenErrorCode.DatabaseAccessDenied, As(user), Request.For());
        await GrantedAsync(exception.Message, user);
    }

    [Test]
    public async Task Prefix_Wrong()
    {
        var account = As(("user", "SELECT"), ("option", "SELECT"), ("user_token_auth", All));
        var exception = await RefusedAsync(TokenErrorCode.DatabaseAccessDenied, account with { Prefix = "other_" }, Request.For());
        Assert.That(exception.Message, Does.Contain("other_user").And.Contain("the prefix may be another"));
    }

    [Test]
    public async Task Password_Wrong()
    {
        var exception = await RefusedAsync(
            TokenErrorCode.DatabaseAccessDenied, Options with { Password = new Secret("wrong") }, Request.For());
        Assert.That(exception.Message, Does.Contain(Matomo.User.Name).And.Not.Contain("wrong"));
        Assert.That(((FailureReason.DatabaseSettings)exception.Reason!).Names, Does.Contain(nameof(DatabaseOptions.Password)));
    }

    [Test]
    public async Task Database_None()
    {
        Matomo.Execute($"GRANT SELECT ON *.* TO '{Matomo.User.Name}'@'%'");
        var exception = await RefusedAsync(TokenErrorCode.DatabaseUnreachable, Options with { Name = "missing" }, Request.For());
        Assert.That(exception.Message, Does.Contain("missing"));
        Assert.That(((FailureReason.DatabaseSettings)exception.Reason!).Names, Is.EqualTo(new[] { nameof(DatabaseOptions.Name) }));
    }

    private async Task RefusedAsync(
        string table, string missing, string granted, params IReadOnlyList<(string Table, string Rights)> grants)
    {
        Given(Request.Fresh(), "Shortened");
        Given(Request.Fresh(), "Gone");
        var user = Matomo.AddDatabaseUser(grants);
        var request = missing switch
        {
            "UPDATE" => Request.For(description: "Shortened").ExpiresIn("1d"),
            "DELETE" => Request.For(description: "Gone").Absent(),
            _ => Request.For().In(TokenFile),
        };
        var exception = await RefusedAsync(TokenErrorCode.DatabaseAccessDenied, As(user), request);
        Assert.That(exception.Message, Does.Contain(missing).And.Contain(Matomo.Prefix + table));
        Assert.That(exception.Message, Does.Contain($"GRANT {granted} ON `{Matomo.Name}`.`{Matomo.Prefix}{table}` TO '{user.Name}'@'%';"));
        await GrantedAsync(exception.Message, user, request);
    }

    private async Task GrantedAsync(string message, DatabaseUser user, TokenRequest? request = null)
    {
        Matomo.Execute(message[message.IndexOf("GRANT", StringComparison.Ordinal)..]);
        Assert.That((await OnceAsync([request ?? Request.For()], As(user))).Changed, Is.True);
    }

    private DatabaseOptions As(params IReadOnlyList<(string Table, string Rights)> grants) => As(Matomo.AddDatabaseUser(grants));

    private DatabaseOptions As(DatabaseUser user) => Options with { User = user.Name, Password = new Secret(user.Password) };
}

/// <summary>Matomo 3 needs other rights.</summary>
public sealed class RightsOf3Test() : DatabaseFixture(MatomoTables.Matomo3)
{
    [Test]
    public async Task User_WithoutUpdate()
    {
        var user = Matomo.AddDatabaseUser(("user", "SELECT"), ("option", "SELECT"));
        var options = Options with { User = user.Name, Password = new Secret(user.Password) };
        var exception = await RefusedAsync(TokenErrorCode.DatabaseAccessDenied, options, Request.For().TokenAuth(Request.Fresh()));
        Assert.That(
            exception.Message, Does.EndWith($"GRANT SELECT, UPDATE ON `{Matomo.Name}`.`{Matomo.Prefix}user` TO '{user.Name}'@'%';"));
    }
}
