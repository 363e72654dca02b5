using Tests.Network;

namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>Matomo 3: each user has one plain value.</summary>
public sealed class Matomo3Test() : DatabaseFixture(MatomoTables.Matomo3)
{
    private string Stored => Matomo.PlainToken("alice");

    [Test]
    public async Task Run_ValueIsThere_IsHandedOut()
    {
        var result = await RunStableAsync(Request.For("ALICE").ExpiresIn("1d"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Changed, Is.False);
            Assert.That(result.Outcomes.Single().Value!.Reveal(), Is.EqualTo(Stored));
        }

        Assert.That(result.Warnings, Has.One.Contains("do not apply"));
    }

    [Test]
    public async Task Run_File_IsWritten()
    {
        var stored = Stored;
        await RunStableAsync(Request.For().In(TokenFile));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.ReadAllText(TokenFile), Is.EqualTo(stored));
            Assert.That(Stored, Is.EqualTo(stored));
        }
    }

    [Test]
    public async Task Run_TokenAuth_Replaces()
    {
        var value = Request.Fresh();
        await RunStableAsync(Request.For("alice@example.org").TokenAuth(value));
        Assert.That(Stored, Is.EqualTo(value));
    }

    [Test]
    public async Task Run_RecreateAlways_Replaces()
    {
        var stored = Stored;
        var outcome = (await RunAsync(Request.For().In(TokenFile).Recreate(RecreateMode.Always))).Outcomes.Single();
        Assert.That(Stored, Is.Not.EqualTo(stored).And.EqualTo(outcome.Value!.Reveal()).And.EqualTo(File.ReadAllText(TokenFile)));
    }

    [Test]
    public Task Run_ValueOfOtherUser_IsRefused() =>
        RefusedAsync(TokenErrorCode.TokenBelongsToOtherUser, Request.For().TokenAuth(Matomo.PlainToken("bob")));

    [Test]
    public Task Run_Absent_IsRefused() => RefusedAsync(TokenErrorCode.Unsupported, Request.For().Absent());

    [Test]
    public Task Run_Anonymous_IsRefused() => RefusedAsync(TokenErrorCode.Unsupported, Request.For("Anonymous"));

    [Test]
    public Task Run_UnknownUser_IsRefused() => RefusedAsync(TokenErrorCode.UserNotFound, Request.For("carol"));

    [Test]
    public async Task Run_ValueTakenMeanwhile_IsNotShown()
    {
        var value = Request.Fresh();
        using var proxy = new QueryProxy(Server.Port);
        proxy.BeforeQuery = sql =>
        {
            if (sql.StartsWith("UPDATE", StringComparison.Ordinal))
                Matomo.AddUser("carol", plainToken: value);

            return Fate.Forward;
        };
        await FailedAsync(TokenErrorCode.DatabaseLocked, OverTcp(proxy.Port), Request.For().TokenAuth(value));
        Assert.That(Stored, Is.Not.EqualTo(value));
    }

    [Test]
    public async Task Run_UserGoneMeanwhile_IsRefused()
    {
        using var proxy = new QueryProxy(Server.Port);
        proxy.BeforeQuery = sql =>
        {
            if (sql.StartsWith("UPDATE", StringComparison.Ordinal))
                Matomo.Execute($"DELETE FROM {Matomo.Table("user")} WHERE login = 'alice'");

            return Fate.Forward;
        };
        var exception = await FailedAsync(
            TokenErrorCode.UserNotFound, OverTcp(proxy.Port), Request.For().In(TokenFile).Recreate(RecreateMode.Always));
        Assert.That(exception.Message, Does.Contain("\"alice\""));
        Assert.That(AllFiles(), Is.Empty);
    }

    [Test]
    public async Task Run_ManyRequestsOfOneUser_HandOutItsValue()
    {
        var result = await RunStableAsync(Request.For(description: "one"), Request.For(description: "two").In(TokenFile));
        Assert.That(result.Outcomes.Select(outcome => outcome.Value!.Reveal()), Is.All.EqualTo(Stored));
    }
}
