using System.Text.RegularExpressions;
using Matomo.Tokens.Inventory;

namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>Matomo 3: one token a user, of which nothing is known but whose it is.</summary>
public sealed class InventoryOfMatomo3Test() : InventoryFixture(MatomoTables.Matomo3)
{
    [Test]
    public async Task NoFilter_ListsEveryUsers()
    {
        var inventory = await ReadAsync();
        Assert.That(
            inventory.Tokens.Select(token => (token.Login, token.Token.IsSystem)),
            Is.EqualTo(new[] { ("admin", false), ("alice", false), ("anonymous", true), ("bob", false) }));
        var alices = inventory.Tokens[1];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(alices.Token.Id, Is.Null);
            Assert.That(alices.Token.Description, Is.Null);
            Assert.That(alices.Token.CreatedAt, Is.Null);
            Assert.That(alices.Token.ExpiresAt, Is.Null);
            Assert.That(alices.Token.SecureOnly, Is.Null);
            Assert.That(alices.IsLastUseReliable, Is.Null);
            Assert.That(alices.IsExpired, Is.False);
        }

        Assert.That(inventory.MatomoVersion, Is.EqualTo(Matomo.Version));
    }

    [Test]
    public async Task Values_AreNotRead()
    {
        var user = Matomo.AddDatabaseUser(("user", "SELECT"), ("option", "SELECT"));
        await ReadAsync(options: As(user));
        var log = Server.ReadGeneralLog().Split('\n');
        var connection = Regex.Match(
            log.Last(line => line.Contains($"Connect\t{user.Name}@", StringComparison.Ordinal)), @"\d+(?= Connect)").Value;
        var statements = log.Where(
            line =>
                line.Contains($" {connection} Query\t", StringComparison.Ordinal)
                    && line.Contains($"FROM `{Matomo.Prefix}user`", StringComparison.Ordinal));
        Assert.That(statements, Is.Not.Empty.And.None.Contains("token_auth").And.None.Contains("*"));
    }

    [TestCase("alice@example.org", "alice")]
    [TestCase("BOB", "bob")]
    public async Task Login_InAnySpelling(string spelling, string login) =>
        Assert.That((await ListAsync(Of(spelling))).Select(token => token.Login), Is.EqualTo(new[] { login }));

    [Test]
    public async Task Login_Unknown_IsRefused() => await ReadRefusedAsync(TokenErrorCode.UserNotFound, Of("nobody.there"));

    [Test]
    public async Task Value_IsFound()
    {
        var value = Request.Value(Matomo.PlainToken("alice"));
        Assert.That((await ListAsync(new TokenFilter { Value = value })).Select(token => token.Login), Is.EqualTo(new[] { "alice" }));
        Assert.That(await ListAsync(new TokenFilter { Value = value, Logins = ["bob"] }), Is.Empty);
        Assert.That(await ListAsync(new TokenFilter { Value = Request.Value(Request.Fresh()) }), Is.Empty);
    }

    [Test]
    public async Task System_IsAnonymous() =>
        Assert.That((await ListAsync(new TokenFilter { IsSystem = true })).Select(token => token.Login), Is.EqualTo(new[] { "anonymous" }));

    private static IEnumerable<TokenFilter> Unanswerable =>
    [
        new() { Description = TokenDescription.Parse("WordPress") },
        new() { UnusedFor = Lifetime("90d") },
        new() { ExpiresWithin = Lifetime("14d") },
    ];

    [TestCaseSource(nameof(Unanswerable))]
    public async Task WhatItDoesNotHave_IsUnsupported(TokenFilter filter) =>
        Assert.That((await ReadRefusedAsync(TokenErrorCode.Unsupported, filter)).Message, Does.Contain("Matomo 3"));
}
