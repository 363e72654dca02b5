namespace Matomo.Tokens.Database.Tests.Users;

/// <summary>Whom a spelling means.</summary>
[TestFixtureSource(typeof(Versions), nameof(Versions.Ends))]
public sealed class LoginTest(MatomoTables tables) : DatabaseFixture(tables)
{
    [TestCase("alice")]
    [TestCase("Alice")]
    [TestCase("ALICE@Example.ORG")]
    [TestCase("alice@example.org")]
    public async Task Run_AnySpelling_IsAlice(string login)
    {
        var outcome = (await RunStableAsync(Request.For(login))).Outcomes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Step.Login, Is.EqualTo("alice"));
            Assert.That(Group.Single().Login, Is.EqualTo("alice"));
        }
    }

    [Test]
    public async Task Run_RowInOtherCase_IsAlices()
    {
        var value = Request.Fresh();
        var row = Given(value, login: "Alice");
        foreach (var request in new[] { Request.For(), Request.For("ALICE").KnownToken(value) })
            Assert.That((await RunStableAsync(request)).Outcomes.Single().Token!.Id, Is.EqualTo(row.Id));
    }

    [Test]
    public async Task Run_RowsInOtherCaseOfSeveralUsers_AreTheirs()
    {
        var (alices, bobs) = (Request.Fresh(), Request.Fresh());
        Given(alices, "One", login: "Alice");
        var row = Given(bobs, "Two", login: "BOB");
        var result = await RunStableAsync(Request.For("ALICE@example.org", "One"), Request.For("bob", "Two"), Request.For("Bob", "Three"));
        Assert.That(result.Outcomes.Select(outcome => outcome.Step.Login), Is.EqualTo(new[] { "alice", "bob", "bob" }));
        Assert.That(
            result.Outcomes.Select(outcome => outcome.Step.Action),
            Is.EqualTo(new[] { TokenAction.None, TokenAction.None, TokenAction.Created }));
        await RefusedAsync(TokenErrorCode.InvalidArguments, Request.For("bob", "Two"), Request.For("Bob", "Four").KnownToken(bobs));
        Assert.That(Matomo.Tokens, Does.Contain(row));
    }

    [Test]
    public async Task Run_MixedSpellings_EachIsTheirs()
    {
        foreach (var number in Enumerable.Range(0, 20))
            Matomo.AddUser($"User{number}");

        var requests = Enumerable.Range(0, 20).Select(number => Request.For((number % 4) switch
        {
            0 => $"User{number}",
            1 => $"USER{number}",
            2 => $"user{number}@example.org",
            _ => $"User{number}@EXAMPLE.org",
        })).ToArray();
        var result = await RunStableAsync(requests);
        Assert.That(
            result.Outcomes.Select(outcome => outcome.Step.Login), Is.EqualTo(Enumerable.Range(0, 20).Select(number => $"User{number}")));
        Assert.That(Matomo.Tokens.Count(row => row.Login.StartsWith("User", StringComparison.Ordinal)), Is.EqualTo(20));
    }

    [Test]
    public async Task Run_AccentsTheCollationIgnores_AreTheUsersOwn()
    {
        Matomo.AddUser("zoë");
        await RunStableAsync(Request.For("zoe"));
        await RunStableAsync(Request.For("ZOË"), Request.For("alice"));
        Assert.That(Matomo.Tokens.Count(row => row.Login == "zoë"), Is.EqualTo(1));
    }

    [TestCase("zoë@x.org")]
    [TestCase("ZOË@x.org")]
    public async Task Run_LoginThatIsAnothersAddress_IsRefused(string login)
    {
        Matomo.AddUser("zoë@x.org", email: "other@x.org");
        Matomo.AddUser("carol", email: "zoë@x.org");
        var exception = await RefusedAsync(TokenErrorCode.InvalidArguments, Request.For("alice"), Request.For(login));
        Assert.That(exception.RequestIndex, Is.EqualTo(1));
        Assert.That(exception.Message, Does.Contain("carol").And.Contain("zoë@x.org"));
        await RefusedAsync(TokenErrorCode.InvalidArguments, Request.For(login));
    }

    [Test]
    public async Task Run_UserWhoseLoginIsTheAddress_IsFound()
    {
        Matomo.AddUser("carol@x.org", email: "Carol@x.org");
        Assert.That(
            (await RunStableAsync(Request.For("CAROL@x.org"), Request.For("alice"))).Outcomes[0].Step.Login, Is.EqualTo("carol@x.org"));
    }

    [TestCase("carol")]
    [TestCase("alic")]
    [TestCase("al%")]
    [TestCase("alice' OR '1'='1")]
    [TestCase("alice\\")]
    [TestCase("😀")]
    public async Task Run_UnknownUser_IsRefused(string login)
    {
        var exception = await RefusedAsync(TokenErrorCode.UserNotFound, Request.For(), Request.For(login));
        Assert.That(exception.RequestIndex, Is.EqualTo(1));
        Assert.That(exception.Message, Does.Contain($"\"{login}\"").And.Contain(Matomo.Name));
        Assert.That((await RunStableAsync(Request.For(login).Absent())).Changed, Is.False);
    }

    [TestCase("anonymous")]
    [TestCase("Anonymous")]
    [TestCase("ANONYMOUS@example.org")]
    public async Task Run_Anonymous_IsRefused(string login)
    {
        await RefusedAsync(TokenErrorCode.Unsupported, Request.For(login));
        var exception = await RefusedAsync(
            TokenErrorCode.Unsupported, Request.For(), Request.For(login, "anonymous default token").Absent());
        Assert.That(exception.RequestIndex, Is.EqualTo(1));
    }

    [Test]
    public async Task Run_BinaryCollation_TellsCasesApart()
    {
        Binary("user");
        Binary("user_token_auth");
        Matomo.AddUser("Alice", email: "capital@example.org");
        var row = Given(Request.Fresh(), login: "Alice");
        Assert.That((await RunStableAsync(Request.For("alice"))).Outcomes.Single().Step.Action, Is.EqualTo(TokenAction.Created));
        Assert.That((await RunStableAsync(Request.For("Alice"))).Outcomes.Single().Token!.Id, Is.EqualTo(row.Id));
        await RefusedAsync(TokenErrorCode.UserNotFound, Request.For("ALICE"));
    }

    [Test]
    public async Task Run_BinaryUsers_RowsBelongToWhomTheyName()
    {
        Binary("user");
        Matomo.AddUser("Alice", email: "capital@example.org");
        var value = Request.Fresh();
        var row = Given(value, login: "Alice");
        await RefusedAsync(TokenErrorCode.TokenBelongsToOtherUser, Request.For("alice").KnownToken(value));
        Assert.That((await RunStableAsync(Request.For("alice").Absent())).Changed, Is.False);
        Assert.That((await RunStableAsync(Request.For("Alice"))).Outcomes.Single().Token!.Id, Is.EqualTo(row.Id));
    }

    [Test]
    public async Task Run_BinaryTokens_KnownRowInOtherCaseIsTheUsers()
    {
        Binary("user_token_auth");
        var value = Request.Fresh();
        var row = Given(value, login: "Alice");
        Assert.That((await RunStableAsync(Request.For("alice").KnownToken(value))).Outcomes.Single().Token!.Id, Is.EqualTo(row.Id));
        Assert.That(
            (await RunStableAsync(Request.For("alice").KnownToken(value), Request.For("bob", "X"))).Outcomes[0].Token!.Id,
            Is.EqualTo(row.Id));
    }

    private void Binary(string table) =>
        Matomo.Execute($"ALTER TABLE {Matomo.Table(table)} CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
}
