using Tests.Network;

namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>Many requests in one run: one read, one plan, one transaction.</summary>
[TestFixtureSource(typeof(Versions), nameof(Versions.Ends))]
public sealed class ManyTest(MatomoTables tables) : DatabaseFixture(tables)
{
    private IEnumerable<TokenRequest> ThreeHundred =>
        Enumerable.Range(0, 300).Select(number => Request.For($"user{number % 30}", $"Token {number}"));

    [Test]
    public async Task Run_ThreeHundred_InOrder()
    {
        AddUsers();
        var result = await RunStableAsync([.. ThreeHundred]);
        var rows = Matomo.Tokens.ToDictionary(row => row.Id);
        foreach (var outcome in result.Outcomes)
        {
            var row = rows[outcome.Token!.Id!.Value];
            using (Assert.EnterMultipleScope())
            {
                Assert.That(row.Login, Is.EqualTo(outcome.Request.Login));
                Assert.That(row.Description, Is.EqualTo(outcome.Request.Description!.Text));
                Assert.That(row.Password, Is.EqualTo(Matomo.Hash(outcome.Value!.Reveal())));
            }
        }
    }

    [Test]
    public async Task Run_ThreeHundred_OneTransaction()
    {
        AddUsers();
        using var proxy = new QueryProxy(Server.Port);
        await OnceAsync([.. ThreeHundred], OverTcp(proxy.Port));
        Assert.That(proxy.Queries.Count(sql => sql == "COMMIT"), Is.EqualTo(1));
        Assert.That(proxy.Queries, Has.Count.LessThan(10));
    }

    [Test]
    public async Task Run_AllKindsOfChanges_InOneRun()
    {
        var (kept, known, gone) = (Request.Fresh(), Request.Fresh(), Request.Fresh());
        Given(kept, "Kept");
        Given(known, "Old name");
        Given(gone, "Gone");
        Given(Request.Fresh(), "Shortened");
        Given(Request.Fresh(), "Rotated");
        var result = await RunStableAsync(
            Request.For(description: "New"),
            Request.For(description: "Kept").KnownToken(kept),
            Request.For(description: "Renamed").KnownToken(known),
            Request.For(description: "Gone").Absent(),
            Request.For(description: "Shortened").ExpiresIn("1d"),
            Request.For(description: "Rotated").In(TokenFile).RevokeOthers(overlap: "1d"));
        Assert.That(result.Outcomes.Select(outcome => outcome.Step.Action), Is.EqualTo(new[]
        {
            TokenAction.Created, TokenAction.None, TokenAction.Updated, TokenAction.Revoked, TokenAction.Updated, TokenAction.Created,
        }));
    }

    [TestCase("INSERT")]
    [TestCase("UPDATE")]
    [TestCase("DELETE")]
    public async Task Run_OneEntryIsRefused_NothingIsDone(string statement)
    {
        Given(Request.Fresh(), "Shortened");
        Given(Request.Fresh(), "Gone");
        var row = statement == "INSERT" ? "NEW" : "OLD";
        var last = statement switch { "INSERT" => "New 2", "UPDATE" => "Shortened", _ => "Gone" };
        Matomo.Execute(
            $"CREATE TRIGGER `{Matomo.Name}`.refusal BEFORE {statement} ON {Matomo.Table("user_token_auth")} FOR EACH ROW "
            + $"IF {row}.description = '{last}' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not today'; END IF");
        var exception = await RefusedAsync(
            TokenErrorCode.DatabaseUnreachable,
            Request.For(description: "New 1").In(InNewDirectory("one")),
            Request.For(description: "New 2").In(InNewDirectory("two")),
            Request.For(description: "Shortened").ExpiresIn("1d"),
            Request.For(description: "Gone").Absent());
        Assert.That(exception.Message, Does.Contain("not today"));
        Assert.That(exception.TokenWasMade, Is.False);
    }

    [Test]
    public async Task Run_OneTokenFileIsUnwritable_NothingIsDone() => await RefusedAsync(
        TokenErrorCode.TokenFileUnwritable,
        [
            .. Enumerable.Range(0, 20).Select(number => Request.For(description: $"Token {number}").In(InDirectory($"token{number}"))),
            Request.For().In(InDirectory("missing", "token")),
        ]);

    [Test]
    public async Task Run_OneUserIsUnknown_NothingIsDone()
    {
        var exception = await RefusedAsync(TokenErrorCode.UserNotFound, Request.For(), Request.For("bob"), Request.For("carol"));
        Assert.That(exception.RequestIndex, Is.EqualTo(2));
    }

    [TestCase("alice")]
    [TestCase("ALICE")]
    [TestCase("Alice@Example.org")]
    public async Task Run_SameTokenTwice_IsRefused(string login)
    {
        var exception = await RefusedAsync(TokenErrorCode.InvalidArguments, Request.For(), Request.For("bob"), Request.For(login));
        Assert.That(exception.RequestIndex, Is.EqualTo(2));
        Assert.That(exception.Reason, Is.EqualTo(new FailureReason.ConflictsWith(0)));
    }

    [Test]
    public async Task Run_SameValueTwice_IsRefused()
    {
        var value = Request.Fresh();
        await RefusedAsync(TokenErrorCode.InvalidArguments, Request.For().TokenAuth(value), Request.For("bob").TokenAuth(value));
        Given(value);
        await RefusedAsync(
            TokenErrorCode.InvalidArguments, Request.For().KnownToken(value), Request.For(description: "Other").KnownToken(value));
    }

    [Test]
    public async Task Run_SameFileTwice_IsRefused() =>
        await RefusedAsync(TokenErrorCode.InvalidArguments, Request.For().In(TokenFile), Request.For("bob").In(InDirectory(".", "token")));

    [Test]
    public async Task Run_AbsentEndsWhatAnotherKeeps_IsRefused()
    {
        var value = Request.Fresh();
        Given(value);
        await RefusedAsync(TokenErrorCode.InvalidArguments, Request.For(description: "New name").KnownToken(value), Request.For().Absent());
    }

    [Test]
    public async Task Run_RowGoneMeanwhile_NothingIsDone()
    {
        var value = Request.Fresh();
        var row = Given(value, "Old");
        Given(Request.Fresh(), "Gone");
        using var proxy = new QueryProxy(Server.Port);
        proxy.BeforeQuery = sql =>
        {
            if (sql.StartsWith("UPDATE", StringComparison.Ordinal))
                Matomo.Execute($"DELETE FROM {Matomo.Table("user_token_auth")} WHERE idusertokenauth = ?", row.Id);

            return Fate.Forward;
        };
        await FailedAsync(
            TokenErrorCode.DatabaseLocked, OverTcp(proxy.Port), Request.For().KnownToken(value), Request.For(description: "Gone").Absent());
        Assert.That(Matomo.Tokens.Count(one => one.Description == "Gone"), Is.EqualTo(1));
    }

    private void AddUsers()
    {
        foreach (var number in Enumerable.Range(0, 30))
            Matomo.AddUser($"user{number}");
    }
}
