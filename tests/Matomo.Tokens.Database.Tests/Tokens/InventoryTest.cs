using Matomo.Tokens.Inventory;

namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>What is listed of whom, and by what.</summary>
[TestFixtureSource(typeof(Versions), nameof(Versions.Hashed))]
public sealed class InventoryTest(MatomoTables tables) : InventoryFixture(tables)
{
    [Test]
    public async Task NoFilter_ListsEveryTokenByLoginAndId()
    {
        Given(Request.Fresh(), login: "zoe");
        Given(Request.Fresh());
        var inventory = await ReadAsync();
        Assert.That(
            inventory.Tokens.Select(token => (token.Login, token.Token.Id)),
            Is.EqualTo(
                Matomo.Tokens.OrderBy(row => row.Login, StringComparer.Ordinal)
                    .ThenBy(row => row.Id)
                    .Select(row => (row.Login, (long?)row.Id))));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(inventory.MatomoVersion, Is.EqualTo(Matomo.Version));
            Assert.That(inventory.Warnings, Is.Empty);
        }
    }

    [Test]
    public async Task Token_SaysWhatItsRowSays()
    {
        var used = Now.AddDays(-3);
        var row = Given(Request.Fresh(), "a &amp; b", expires: Now.AddDays(5), lastUsed: used, secureOnly: HasSecureOnly);
        var token = (await ListAsync(Of("alice"))).Single(token => token.Token.Id == row.Id);
        Assert.Multiple(() =>
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That(token.Login, Is.EqualTo("alice"));
                Assert.That(token.Token.Description, Is.EqualTo("a & b"));
                Assert.That(token.IsExpired, Is.False);
                Assert.That(token.Token.IsSystem, Is.False);
            }

            Assert.That(token.Token.CreatedAt?.UtcDateTime, Is.EqualTo(row.DateCreated));
            Assert.That(token.Token.LastUsedAt?.UtcDateTime, Is.EqualTo(used));
            Assert.That(token.Token.ExpiresAt?.UtcDateTime, Is.EqualTo(row.DateExpired));
            Assert.That(token.Token.SecureOnly, Is.EqualTo(HasSecureOnly ? true : null));
        });
    }

    [Test]
    public async Task SuperUsers_OfTheFilter_OfAll()
    {
        Matomo.AddUser("admin", isSuperUser: true);
        Matomo.AddUser("root", isSuperUser: true);
        Assert.That((await ReadAsync(Of("alice"))).SuperUsers, Is.Empty);
        Assert.That((await ReadAsync(Of("alice", "ROOT@example.org"))).SuperUsers, Is.EqualTo(new[] { "root" }));
        Assert.That((await ReadAsync()).SuperUsers, Is.EqualTo(new[] { "admin", "root" }));
    }

    [Test]
    public async Task Expired_IsListedAndSaidToBe() =>
        Assert.That((await ListAsync(Of("bob"))).Select(token => token.IsExpired), Is.EqualTo(new[] { false, true }));

    [TestCase("alice")]
    [TestCase("ALICE")]
    [TestCase("alice@example.org")]
    [TestCase("Alice@Example.org")]
    public async Task Login_InAnySpelling(string spelling)
    {
        var row = Given(Request.Fresh(), login: "Alice");
        var tokens = await ListAsync(Of(spelling));
        Assert.That(tokens.Select(token => token.Login), Is.All.EqualTo("alice").And.Exactly(3).Items);
        Assert.That(tokens.Select(token => token.Token.Id), Does.Contain(row.Id));
    }

    [Test]
    public async Task Logins_EachOnce() =>
        Assert.That(
            (await ListAsync(Of("bob", "alice", "bob@example.org", "BOB"))).Select(token => token.Login),
            Is.EqualTo(new[] { "alice", "alice", "bob", "bob" }));

    [Test]
    public async Task Logins_Empty_ListsNothing() => Assert.That(await ListAsync(Of()), Is.Empty);

    [Test]
    public async Task Login_Unknown_IsRefused() => Assert.That(
        (await ReadRefusedAsync(TokenErrorCode.UserNotFound, Of("alice", "nobody.there"))).Message,
        Does.Contain("\"nobody.there\"").And.Contain(Matomo.Prefix + "user").And.Contain(Matomo.Name));

    [Test]
    public async Task Login_OfSeveral_IsRefused()
    {
        Matomo.AddUser("carol@example.org", "other@example.org");
        Matomo.AddUser("carol");
        Assert.That(
            (await ReadRefusedAsync(TokenErrorCode.InvalidArguments, Of("carol@example.org"))).Message, Does.Contain("more than one user"));
    }

    [Test]
    public async Task TokenOfDeletedUser_IsListedAmongAll()
    {
        var row = Given(Request.Fresh(), login: "gone");
        Assert.That((await ListAsync(new TokenFilter())).Single(token => token.Token.Id == row.Id).Login, Is.EqualTo("gone"));
        await ReadRefusedAsync(TokenErrorCode.UserNotFound, Of("gone"));
    }

    [Test]
    public async Task SystemTokensAndAnonymous_AreMatomosOwn()
    {
        var tokens = await ListAsync(new TokenFilter());
        Assert.That(
            tokens.Where(token => token.Token.IsSystem).Select(token => token.Login), Is.EqualTo(new[] { "admin", "alice", "anonymous" }));
        Assert.That(await ListAsync(new TokenFilter { IsSystem = true }), Is.EqualTo(tokens.Where(token => token.Token.IsSystem)));
        Assert.That(await ListAsync(new TokenFilter { IsSystem = false }), Is.EqualTo(tokens.Where(token => !token.Token.IsSystem)));
        Assert.That((await ListAsync(Of("anonymous"))).Single().IsLastUseReliable, Is.False, "Matomo notes no use of it");
    }

    [Test]
    public async Task Description_IsComparedExactly()
    {
        var (escaped, raw) = (Given(Request.Fresh(), "R&amp;D's"), Given(Request.Fresh(), "R&D's"));
        Given(Request.Fresh(), "r&amp;d&#039;s");
        Assert.That(
            await IdsAsync(new TokenFilter { Description = TokenDescription.Parse("R&D's") }), Is.EqualTo(new[] { escaped.Id, raw.Id }));
    }

    [Test]
    public async Task Value_IsFoundWhoeverHasIt()
    {
        var (value, expired) = (Request.Fresh(), Request.Fresh());
        var rows = new[] { Given(value), Given(expired, login: "Bob", expires: Now.AddDays(-1)) };
        Assert.That(await IdsAsync(new TokenFilter { Value = Request.Value(value) }), Is.EqualTo(new[] { rows[0].Id }));
        Assert.That(
            (
                await ListAsync(new TokenFilter { Value = Request.Value(expired) })).Select(token =>
                    (token.Login, token.Token.Id, token.IsExpired)),
            Is.EqualTo(new[] { ("bob", (long?)rows[1].Id, true) }));
        Assert.That(await ListAsync(new TokenFilter { Value = Request.Value(value), Logins = ["bob"] }), Is.Empty);
        Assert.That(await ListAsync(new TokenFilter { Value = Request.Value(Request.Fresh()) }), Is.Empty);
    }

    [Test]
    public async Task Salt_CountsForAValueAlone()
    {
        var value = Request.Fresh();
        Given(value);
        var other = Options with { Salt = new Secret("another") };
        Assert.That((await ReadAsync(options: other)).Tokens, Is.Not.Empty);
        var exception = await ReadRefusedAsync(TokenErrorCode.ConfigUnreadable, new TokenFilter { Value = Request.Value(value) }, other);
        Assert.That(exception.Message, Does.Contain("salt").And.Not.Contain("changed. "));
    }

    [Test]
    public async Task UnusedFor_LiveOnesByLastUseOrCreation()
    {
        var now = Now;
        var (old, recent) = (now.AddDays(-91), now.AddDays(-89));
        var usedLongAgo = Given(Request.Fresh(), lastUsed: old);
        Given(Request.Fresh(), lastUsed: recent);
        var neverUsed = Matomo.AddToken("alice", Request.Fresh(), Request.Description, created: old);
        Matomo.AddToken("alice", Request.Fresh(), Request.Description, created: recent);
        Matomo.AddToken("alice", Request.Fresh(), Request.Description, created: old, expires: recent);
        Matomo.AddToken("alice", Request.Fresh(), Request.Description, created: old, lastUsed: recent);
        Assert.That(await IdsAsync(new TokenFilter { UnusedFor = Lifetime("90d") }), Is.EqualTo(new[] { usedLongAgo.Id, neverUsed.Id }));
    }

    [Test]
    public async Task ExpiresWithin_LiveOnesThatEndByThen()
    {
        var soon = Given(Request.Fresh(), expires: Now.AddDays(13));
        Given(Request.Fresh(), expires: Now.AddDays(15));
        Given(Request.Fresh(), expires: Now.AddDays(-1));
        Assert.That(await IdsAsync(new TokenFilter { ExpiresWithin = Lifetime("14d"), IsSystem = false }), Is.EqualTo(new[] { soon.Id }));
    }

    [Test]
    public async Task Filters_AllCount()
    {
        var found = Given(Request.Fresh(), expires: Now.AddDays(1), lastUsed: Now.AddDays(-10));
        Given(Request.Fresh(), "Other", expires: Now.AddDays(1), lastUsed: Now.AddDays(-10));
        Given(Request.Fresh(), expires: Now.AddDays(1), lastUsed: Now.AddDays(-1));
        Given(Request.Fresh(), login: "bob", expires: Now.AddDays(1), lastUsed: Now.AddDays(-10));
        Guard();
        var filter = new TokenFilter
        {
            Logins = ["alice"],
            Description = TokenDescription.Parse(Request.Description),
            UnusedFor = Lifetime("1w"),
            ExpiresWithin = Lifetime("2d"),
        };
        Assert.That(await IdsAsync(filter), Is.EqualTo(new[] { found.Id }));
    }

    [Test]
    public async Task LastUse_OfWriteAndAdmin_IsNotReliable()
    {
        foreach (
            var (login, access) in new[] { ("viewer", "view"), ("writer", "write"), ("manager", "admin"), ("tagger", "tagmanager_write") })
        {
            Matomo.AddUser(login);
            Given(Request.Fresh(), login: login);
            Matomo.Execute(
                $"INSERT INTO {Matomo.Table("access")} (login, idsite, access) VALUES (?, 1, 'view'), (?, 2, ?)",
                login.ToUpperInvariant(),
                login.ToUpperInvariant(),
                access);
        }

        var expected = new[] { ("manager", (bool?)false), ("tagger", true), ("viewer", true), ("writer", false) };
        var byDescription = new TokenFilter { Description = TokenDescription.Parse(Request.Description), IsSystem = false };
        foreach (var filter in new[] { byDescription, Of("viewer", "writer", "manager", "tagger") })
        {
            var tokens = (await ListAsync(filter)).Where(token => token.Login != "bob");
            Assert.That(tokens.Select(token => (token.Login, token.IsLastUseReliable)), Is.EqualTo(expected));
        }
    }

    [Test]
    public async Task ColumnThatMustBeGiven_IsNoObstacle()
    {
        Matomo.Execute($"ALTER TABLE {Matomo.Table("user_token_auth")} ADD COLUMN to_come INT NOT NULL");
        Guard();
        await RefusedAsync(TokenErrorCode.SchemaUnknown, Request.For());
        Assert.That((await ReadAsync()).Tokens, Has.Count.EqualTo(6));
    }
}
