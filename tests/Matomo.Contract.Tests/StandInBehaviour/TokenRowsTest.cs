using System.Security.Cryptography;
using Matomo.Contract.Tests.Calls;
using Matomo.StandIn.Tokens;
using Matomo.StandIn.Users;

namespace Matomo.Contract.Tests.StandInBehaviour;

/// <summary>What a creation leaves in the table.</summary>
[TestFixture(TokenTableKind.InMemory)]
[TestFixture(TokenTableKind.Database, Category = "Programs")]
public sealed class TokenRowsTest(TokenTableKind kind) : TokenTableFixture(kind)
{
    [Test]
    public async Task Row_HoldsTheHashOnly()
    {
        await StartAsync("5.8.0");
        var value = await Api.TokenOfAsync(Alice);
        var hash = Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes(value + StandIn.Salt)));
        Assert.That(Row.Hash, Is.EqualTo(hash));
        Assert.That(Row.Value, Is.Null);
    }

    [Test]
    public async Task Row_HasTheLoginAsSpelt()
    {
        await StartAsync("5.8.0");
        await Api.CreateAsync(Alice with { Login = "Alice" });
        Assert.That(Row.Login, Is.EqualTo("Alice"));
    }

    [Test]
    public async Task Row_ByEmail_HasTheRealLogin()
    {
        await StartAsync("5.8.0");
        await Api.CreateAsync(Alice with { Login = "Alice@example.org" });
        Assert.That(Row.Login, Is.EqualTo("alice"));
    }

    [Test]
    public async Task Row_Description_IsEscaped()
    {
        await StartAsync("5.8.0");
        await Api.CreateAsync(Alice, ("description", "a & b <i>\"ü'"));
        Assert.That(Row.Description, Is.EqualTo("a &amp; b &lt;i&gt;&quot;ü&#039;"));
    }

    [Test]
    public async Task Row_ExpireHours_CountFromNow()
    {
        await StartAsync("5.8.0");
        StandIn.Clock.Set(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await Api.CreateAsync(Alice, ("expireHours", "36"));
        Assert.That(Row.Expires, Is.EqualTo(Row.Created.AddHours(36)));
    }

    [TestCase("2031-02-03", "2031-02-03T00:00:00")]
    [TestCase("2031-02-03 04:05:06", "2031-02-03T04:05:06")]
    public async Task Row_ExpireDate_GoesBeforeExpireHours(string sent, string stored)
    {
        await StartAsync("5.8.0");
        await Api.CreateAsync(Alice, ("expireDate", sent), ("expireHours", "1"));
        Assert.That(Row.Expires?.ToString("s"), Is.EqualTo(stored));
    }

    [Test]
    public async Task Row_WithoutExpiry()
    {
        await StartAsync("5.8.0");
        await Api.CreateAsync(Alice, ("expireHours", "0"));
        Assert.That(Row.Expires, Is.Null);
    }

    [TestCase("4.16.1")]
    [TestCase("5.8.0")]
    public async Task Row_IsThereThough_TwoFactorFails(string version)
    {
        await StartAsync(version);
        await Api.CreateAsync(WithTwoFactor);
        await Api.CreateAsync(WithTwoFactor, ("authCode", new AuthCodes(WithTwoFactor.TotpSecret!).Wrong()));
        Assert.That(Rows, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task LastUsed_IsWrittenEveryTenMinutes()
    {
        await StartAsync("5.8.0");
        var token = await Api.TokenOfAsync(Alice);
        await Api.PreferenceAsync("alice", token);
        var first = Row.LastUsed;
        StandIn.Clock.Advance(TimeSpan.FromMinutes(9));
        await Api.PreferenceAsync("alice", token);
        Assert.That(Row.LastUsed, Is.EqualTo(first).And.Not.Null);
        StandIn.Clock.Advance(TimeSpan.FromMinutes(2));
        await Api.PreferenceAsync("alice", token);
        Assert.That(Row.LastUsed > first, Is.True);
    }

    [Test]
    public async Task Token_EndsWithItsExpiry()
    {
        await StartAsync("5.8.0");
        var token = (string)(await Api.CreateAsync(Alice)).Value!;
        StandIn.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.That((await Api.PreferenceAsync("alice", token)).Status, Is.EqualTo(401));
    }

    [TestCase("", true)]
    [TestCase("&token_auth=" + Secure, false)]
    public async Task SecureOnly_WorksInABodyAlone(string query, bool works)
    {
        await StartAsync("5.3.0-alpha");
        StandIn.AddToken("alice", new PresetToken(Secure, "secure") { SecureOnly = true });
        var reply = await Api.SendAsync("API.getMatomoVersion", query, MatomoApi.Form(("token_auth", Secure)));
        Assert.That(reply.IsError, Is.EqualTo(!works));
    }

    [Test]
    public async Task Login_ThatDoesNotExist_NeverAuthenticates()
    {
        await StartAsync("5.8.0");
        StandIn.AddToken("gone", new PresetToken(Secure, "of a deleted user"));
        Assert.That((await Api.CallAsync("API.getMatomoVersion", ("token_auth", Secure))).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Matomo3_HasOnePlainValuePerUser()
    {
        await StartAsync("3.14.1");
        Assert.That(Rows.Select(row => row.Login), Is.EquivalentTo(Users.Select(user => user.Login)));
        Assert.That(Rows.Single(row => row.Login == "alice").Value, Is.EqualTo(await Api.TokenOfAsync(Alice)));
    }

    private const string Secure = "0123456789abcdef0123456789abcdef";

    private TokenRow Row => Rows[0];
}
