using Matomo.StandIn.Users;

namespace Matomo.Contract.Tests.StandInBehaviour;

/// <summary>What others see in the database of a stand-in, and what a stand-in sees of them.</summary>
[Category("Programs")]
public sealed class DatabaseTokensTest() : TokenTableFixture(TokenTableKind.Database)
{
    private const string Value = "0123456789abcdef0123456789abcdef";

    [TestCase("4.16.1")]
    [TestCase("5.8.0")]
    public async Task Row_OfAnother_Authenticates(string version)
    {
        await StartAsync(version);
        Database!.AddToken("alice", Value, "by SQL");
        Assert.That((await Api.PreferenceAsync("alice", Value)).IsError, Is.False);
    }

    [Test]
    public async Task Expiry_OfAnother_Ends()
    {
        await StartAsync("5.8.0");
        Database!.AddToken("alice", Value, "by SQL");
        await Api.PreferenceAsync("alice", Value);
        Database.Execute(
            $"UPDATE {Database.Table("user_token_auth")} SET date_expired = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE login = 'alice'");
        Assert.That((await Api.PreferenceAsync("alice", Value)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Creation_IsSeenByOthers()
    {
        await StartAsync("5.8.0");
        var value = (string)(await Api.CreateAsync(Alice, ("description", "a & b"))).Value!;
        var row = Database!.TokensOf("alice").Single();
        Assert.That(row.Password, Is.EqualTo(Database.Hash(value)));
        Assert.That(row.Description, Is.EqualTo("a &amp; b"));
        Assert.That(row.HashAlgo, Is.EqualTo("sha512"));
        Assert.That(row.SystemToken, Is.False);
        Assert.That(row.SecureOnly, Is.False);
    }

    [Test]
    public async Task Preset_ThatIsThere_IsNotAdded()
    {
        var preset = new PresetToken(Value, "preset")
        {
            CreatedAt = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            SecureOnly = true,
        };
        await StartAsync("5.8.0", options => options with { Users = [new("alice", "alice-password") { Tokens = [preset] }] });
        var before = Database!.Tokens;
        await using var second = await Matomo.StandIn.MatomoStandIn.StartAsync(new()
        {
            Users = [new("alice", "alice-password") { Tokens = [preset, new PresetToken(Value[..^1] + "0", "another")] }],
            Database = new(Database.ConnectionString(), Database.Prefix),
            Salt = Database.Salt,
        });
        Assert.That(Database.Tokens.Take(before.Count), Is.EqualTo(before));
        Assert.That(
            Database.TokensOf("alice").Select(token => (token.Description, token.SecureOnly)),
            Is.EqualTo(new[] { ("preset", true), ("another", false) }));
    }

    [Test]
    public async Task Matomo3_KeepsTheTokensOfTheTable()
    {
        await StartAsync("3.14.1");
        Assert.That(await Api.TokenOfAsync(Alice), Is.EqualTo(Database!.PlainToken("alice")));
        Database.Execute($"UPDATE {Database.Table("user")} SET token_auth = ? WHERE login = 'alice'", Value);
        Assert.That(await Api.TokenOfAsync(Alice), Is.EqualTo(Value));
        Assert.That((await Api.PreferenceAsync("alice", Value)).IsError, Is.False);
    }

    [TestCase("3.14.1")]
    [TestCase("5.8.0")]
    public async Task Remove_Revokes(string version)
    {
        await StartAsync(version);
        var token = await Api.TokenOfAsync(Alice);
        Assert.That(StandIn.Tokens.Remove(StandIn.Tokens.Find(token)!.Id), Is.True);
        Assert.That((await Api.PreferenceAsync("alice", token)).IsError, Is.True);
        Assert.That(StandIn.Tokens.Remove(0), Is.False);
    }

    [Test]
    public async Task Database_ThatIsGone_IsAnsweredAsMatomoDoes()
    {
        await StartAsync("5.8.0");
        Database!.Execute($"DROP TABLE {Database.Table("user_token_auth")}");
        var reply = await Api.PreferenceAsync("alice", Value);
        Assert.That(reply.Status, Is.EqualTo(500));
        Assert.That(reply.Body, Is.EqualTo("{\"result\":\"error\",\"message\":\"Database access denied\"}"));
    }
}
