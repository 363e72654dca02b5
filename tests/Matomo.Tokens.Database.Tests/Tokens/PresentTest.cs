namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>The rows of "What happens" for a token that shall exist.</summary>
[TestFixtureSource(typeof(Versions), nameof(Versions.Hashed))]
public sealed class PresentTest(MatomoTables tables) : DatabaseFixture(tables)
{
    [Test]
    public async Task Run_NoToken_Creates()
    {
        var outcome = (await RunStableAsync(Request.For())).Outcomes.Single();
        var row = Group.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.Created));
            Assert.That(RowOf(outcome.Value), Is.EqualTo(row));
            Assert.That(outcome.Token!.Id, Is.EqualTo(row.Id));
            Assert.That(outcome.Step.Others, Is.Empty);
        }
    }

    [Test]
    public async Task Run_NoToken_RowIsAsMatomoWritesIt()
    {
        var before = Now;
        var value = (await RunAsync(Request.For("ALICE", "a & b <i>\"ü' 😀"))).Outcomes.Single().Value!;
        var row = RowOf(value)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                row with { Id = 0, DateCreated = default },
                Is.EqualTo(new TokenRecord(0, "alice", "a &amp; b &lt;i&gt;&quot;ü&#039; 😀", Matomo.Hash(value.Reveal()))
                {
                    SecureOnly = HasSecureOnly ? false : null,
                    Scope = Tables == MatomoTables.Later ? "all" : null,
                }));
            Assert.That(row.DateCreated, Is.InRange(before, Now));
        }
    }

    [Test]
    public async Task Run_NoTokenAndFile_CreatesAndKeeps()
    {
        var outcome = (await RunStableAsync(Request.For().In(TokenFile))).Outcomes.Single();
        Assert.That(File.ReadAllText(TokenFile), Is.EqualTo(outcome.Value!.Reveal()));
        Assert.That(RowOf(outcome.Value), Is.EqualTo(Group.Single()));
    }

    [Test]
    public async Task Run_KnownInFile_IsKept()
    {
        var value = Request.Fresh();
        Given(value);
        File.WriteAllText(TokenFile, value);
        var outcome = (await RunAsync(Request.For().In(TokenFile))).Outcomes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.None));
            Assert.That(outcome.Value!.Reveal(), Is.EqualTo(value));
        }
    }

    [Test]
    public async Task Run_KnownToken_IsRecognised()
    {
        var value = Request.Fresh();
        var row = Given(value);
        var outcome = (await RunAsync(Request.For().KnownToken(value))).Outcomes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.None));
            Assert.That(outcome.Value!.Reveal(), Is.EqualTo(value));
            Assert.That(outcome.Token!.Id, Is.EqualTo(row.Id));
        }
    }

    [Test]
    public async Task Run_KnownTokenThatIsNone_IsIgnored()
    {
        var row = Given(Request.Fresh());
        var outcome = (await RunAsync(Request.For().KnownToken(Request.Fresh()))).Outcomes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.None));
            Assert.That(outcome.Value, Is.Null);
            Assert.That(outcome.Token!.Id, Is.EqualTo(row.Id));
        }
    }

    [Test]
    public async Task Run_KnownTokenIntoFile_IsWritten()
    {
        var value = Request.Fresh();
        Given(value);
        var outcome = (await RunStableAsync(Request.For().KnownToken(value).In(TokenFile))).Outcomes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.Updated));
            Assert.That(File.ReadAllText(TokenFile), Is.EqualTo(value));
        }
    }

    [Test]
    public async Task Run_KnownOfOtherDescription_IsRenamed()
    {
        var value = Request.Fresh();
        var row = Given(value, "old & <name>");
        var outcome = (await RunStableAsync(Request.For(description: "new & \"name\"").KnownToken(value))).Outcomes.Single();
        Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.Updated));
        Assert.That(RowOf(Request.Value(value)), Is.EqualTo(row with { Description = "new &amp; &quot;name&quot;" }));
    }

    [Test]
    public async Task Run_KnownOfOtherUser_IsRefused()
    {
        var value = Request.Fresh();
        Given(value, login: "bob");
        await RefusedAsync(TokenErrorCode.TokenBelongsToOtherUser, Request.For().KnownToken(value));
        File.WriteAllText(TokenFile, value);
        await RefusedAsync(TokenErrorCode.TokenBelongsToOtherUser, Request.For().In(TokenFile));
    }

    [Test]
    public async Task Run_KnownOfOtherUserButExpired_IsIgnored()
    {
        var value = Request.Fresh();
        Given(value, login: "bob", expires: Now.AddMinutes(-1));
        var outcome = (await RunAsync(Request.For().KnownToken(value))).Outcomes.Single();
        Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.Created));
    }

    [Test]
    public async Task Run_UnknownValue_HeadStays()
    {
        var row = Given(Request.Fresh());
        var outcome = (await RunAsync(Request.For())).Outcomes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.None));
            Assert.That(outcome.Value, Is.Null);
            Assert.That(outcome.Token!.Id, Is.EqualTo(row.Id));
        }
    }

    [Test]
    public async Task Run_LostAndFile_MakesOneBeside()
    {
        var used = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        var row = Given(Request.Fresh(), lastUsed: used);
        var result = await RunStableAsync(Request.For().In(TokenFile));
        var outcome = result.Outcomes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.Created));
            Assert.That(
                outcome.Step.Others.Select(other => (other.Id, other.LastUsedAt!.Value.UtcDateTime)),
                Is.EqualTo(new[] { ((long?)row.Id, used) }));
            Assert.That(result.Warnings, Has.One.Contains($"id {row.Id}, last used 2026-01-02 03:04 UTC"));
            Assert.That(Group, Has.Count.EqualTo(2));
        }
    }

    [Test]
    public async Task Run_LostAndNever_IsRefused()
    {
        Given(Request.Fresh());
        await RefusedAsync(TokenErrorCode.TokenValueUnknown, Request.For().In(TokenFile).Recreate(RecreateMode.Never));
    }

    [Test]
    public async Task Run_OnlyExpired_CreatesBesideIt()
    {
        var expired = Given(Request.Fresh(), expires: Now.AddSeconds(-1));
        var outcome = (await RunStableAsync(Request.For())).Outcomes.Single();
        Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.Created));
        Assert.That(Group, Has.Count.EqualTo(2).And.Contains(expired));
    }

    [Test]
    public async Task Run_ExpiredInFile_IsReplaced()
    {
        var value = Request.Fresh();
        Given(value, expires: Now.AddSeconds(-1));
        File.WriteAllText(TokenFile, value);
        var outcome = (await RunStableAsync(Request.For().In(TokenFile))).Outcomes.Single();
        Assert.That(File.ReadAllText(TokenFile), Is.EqualTo(outcome.Value!.Reveal()).And.Not.EqualTo(value));
    }

    [Test]
    public async Task Run_RecreateAlways_MakesOneEachTime()
    {
        var request = Request.For().In(TokenFile).Recreate(RecreateMode.Always);
        var first = (await RunAsync(request)).Outcomes.Single();
        var second = (await RunAsync(request)).Outcomes.Single();
        Assert.That(second.Value, Is.Not.EqualTo(first.Value));
        Assert.That(File.ReadAllText(TokenFile), Is.EqualTo(second.Value!.Reveal()));
        Assert.That(Group, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Run_ReportsVersion() => Assert.That((await RunAsync(Request.For())).MatomoVersion, Is.EqualTo(Matomo.Version));

    [Test]
    public async Task Run_WithoutVersion_Works()
    {
        Matomo.Execute($"DELETE FROM {Matomo.Table("option")}");
        Assert.That((await RunStableAsync(Request.For())).MatomoVersion, Is.Null);
    }

    [Test]
    public async Task Run_EmptyPrefix_Works()
    {
        foreach (var name in new[] { "user", "option", "user_token_auth" })
        {
            Matomo.Execute(
                $"RENAME TABLE {Matomo.Table(name)} TO `{Matomo.Name}`.`{name}`; GRANT SELECT, INSERT, UPDATE, DELETE ON "
                + $"`{Matomo.Name}`.`{name}` TO '{Matomo.User.Name}'");
        }

        await OnceAsync([Request.For()], Options with { Prefix = "" });
        Assert.That(
            Matomo.Query(
                $"SELECT 1 FROM `{Matomo.Name}`.user_token_auth WHERE login = 'alice' AND description = 'WordPress' AND system_token = 0"),
            Has.Count.EqualTo(1));
        Matomo.Execute($"RENAME TABLE `{Matomo.Name}`.user_token_auth TO {Matomo.Table("user_token_auth")}");
    }
}
