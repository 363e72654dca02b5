namespace Matomo.Tokens.Database.Tests.Schema;

/// <summary>Tables that are not understood, and a salt that is not theirs, are left untouched.</summary>
[TestFixtureSource(typeof(Versions), nameof(Versions.Ends))]
public sealed class SchemaTest(MatomoTables tables) : DatabaseFixture(tables)
{
    private string Tokens => Matomo.Table("user_token_auth");

    [TestCase("wrong_")]
    [TestCase("")]
    public async Task Prefix_Wrong(string prefix)
    {
        var exception = await RefusedAsync(TokenErrorCode.DatabaseAccessDenied, Options with { Prefix = prefix }, Request.For());
        Assert.That(exception.Message, Does.Contain($"{prefix}user"));
    }

    [Test]
    public async Task Prefix_WrongAndAccountMaySeeAll_IsSchemaUnknown()
    {
        Matomo.Execute($"GRANT SELECT, INSERT ON `{Matomo.Name}`.* TO '{Matomo.User.Name}'@'%'");
        var exception = await RefusedAsync(TokenErrorCode.SchemaUnknown, Options with { Prefix = "wrong_" }, Request.For());
        Assert.That(exception.Message, Does.Contain("wrong_user"));
        Assert.That(((FailureReason.DatabaseSettings)exception.Reason!).Names, Is.EqualTo(new[] { nameof(DatabaseOptions.Prefix) }));
    }

    [TestCase("matomo_'")]
    [TestCase("matomo_`")]
    [TestCase("matomo_\"; DROP TABLE x; --")]
    [TestCase("ma tomo")]
    [TestCase("mätomo_")]
    [TestCase("a234567890123456789012345678901234567890123456789")]
    public async Task Prefix_ThatIsNone(string prefix) =>
        await RefusedAsync(TokenErrorCode.InvalidArguments, Options with { Prefix = prefix }, Request.For());

    [Test]
    public async Task Tokens_Missing()
    {
        Matomo.Execute(
            $"GRANT SELECT ON `{Matomo.Name}`.* TO '{Matomo.User.Name}'@'%'; RENAME TABLE {Tokens} TO `{Matomo.Name}`.elsewhere");
        var exception = await FailedAsync(TokenErrorCode.SchemaUnknown, Options, Request.For());
        Matomo.Execute($"RENAME TABLE `{Matomo.Name}`.elsewhere TO {Tokens}");
        Assert.That(exception.Message, Does.Contain("user_token_auth"));
    }

    [Test]
    public async Task Update_HalfWay()
    {
        Matomo.Execute($"ALTER TABLE {Matomo.Table("user")} ADD token_auth CHAR(32) NULL");
        Assert.That((await RefusedAsync(TokenErrorCode.SchemaUnknown, Request.For())).Message, Does.Contain("core:update"));
    }

    [Test]
    public async Task Column_UnknownAndDemanded()
    {
        Matomo.Execute($"ALTER TABLE {Tokens} ADD purpose VARCHAR(10) NOT NULL");
        Matomo.Execute($"ALTER TABLE {Tokens} ALTER purpose DROP DEFAULT");
        Guard();
        Assert.That((await RefusedAsync(TokenErrorCode.SchemaUnknown, Request.For())).Message, Does.Contain("purpose"));
    }

    [TestCase("purpose VARCHAR(10) NULL")]
    [TestCase("purpose VARCHAR(10) NOT NULL DEFAULT 'x'")]
    [TestCase("noted TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP")]
    [TestCase("short VARCHAR(10) AS (LEFT(description, 10)) VIRTUAL")]
    [TestCase("kind ENUM('a', 'b') NOT NULL DEFAULT 'a'")]
    public async Task Column_UnknownAndOptional(string column)
    {
        Matomo.Execute($"ALTER TABLE {Tokens} ADD {column}");
        Guard();
        await RunStableAsync(Request.For());
    }

    [Test]
    public async Task Column_Missing()
    {
        Matomo.Execute($"ALTER TABLE {Tokens} DROP last_used");
        Guard();
        Assert.That((await AssertRefusedAsync()).Message, Does.Contain("last_used"));
        Matomo.Execute($"ALTER TABLE {Tokens} ADD last_used DATETIME NULL");
        Guard();
    }

    [Test]
    public async Task Engine_WithoutTransactions_IsWarnedAbout()
    {
        Matomo.Execute($"ALTER TABLE {Tokens} ENGINE = MyISAM");
        Assert.That((await RunStableAsync(Request.For())).Warnings, Has.One.Contains("transactions"));
    }

    [Test]
    public async Task Salt_OfOtherInstallation()
    {
        var salt = new Secret("another");
        Given(Request.Fresh());
        var exception = await RefusedAsync(TokenErrorCode.ConfigUnreadable, Options with { Salt = salt }, Request.For());
        Assert.That(exception.Message, Does.Contain("salt").And.Not.Contain("another"));
    }

    [Test]
    public async Task Salt_AnonymousRowMissing_IsTaken()
    {
        Matomo.Execute($"DELETE FROM {Tokens} WHERE login = 'anonymous'");
        Guard();
        await RunStableAsync(Request.For());
    }

    [Test]
    public async Task Salt_OutdatedAnonymousRowButKnownValue_IsTaken()
    {
        var value = Request.Fresh();
        Given(value);
        Matomo.Execute($"UPDATE {Tokens} SET password = 'outdated' WHERE login = 'anonymous'");
        Guard();
        Assert.That((await RunStableAsync(Request.For().KnownToken(value))).Changed, Is.False);
    }

    [TestCase("latin1", "Wörd 😀")]
    [TestCase("latin1", "日本")]
    [TestCase("utf8mb3", "Wörd 😀")]
    public async Task Description_NotRepresentable(string characterSet, string description)
    {
        Convert(characterSet);
        var exception = await RefusedAsync(
            TokenErrorCode.InvalidArguments, Request.For(description: "Grün"), Request.For(description: description));
        Assert.That(exception.RequestIndex, Is.EqualTo(1));

        // MariaDB before 10.6 calls utf8mb3 by its old name.
        var oldName = characterSet.Replace("mb3", "", StringComparison.Ordinal);
        Assert.That(
            exception.Message, Does.Contain($"its character set is {characterSet}.").Or.Contain($"its character set is {oldName}."));
    }

    [TestCase("latin1", "Wörd & 'Bild' €")]
    [TestCase("utf8mb3", "日本")]
    public async Task Description_Representable(string characterSet, string description)
    {
        Convert(characterSet);
        await RunStableAsync(Request.For(description: description), Request.For("BOB@example.org", description));
    }

    [Test]
    public async Task Login_NotRepresentable()
    {
        Matomo.Execute($"ALTER TABLE {Matomo.Table("user")} CONVERT TO CHARACTER SET latin1");
        await RefusedAsync(TokenErrorCode.InvalidArguments, Request.For(), Request.For("日本"));
        await RefusedAsync(TokenErrorCode.InvalidArguments, Request.For("😀"));
    }

    [Test]
    public async Task Expiry_InThePast() =>
        await RefusedAsync(TokenErrorCode.InvalidArguments, Request.For().ExpiresAt(Now.AddMinutes(-5)));

    private Task<TokenException> AssertRefusedAsync() => RefusedAsync(TokenErrorCode.SchemaUnknown, Request.For());

    private void Convert(string characterSet)
    {
        Matomo.Execute($"ALTER TABLE {Tokens} CONVERT TO CHARACTER SET {characterSet}");
        Guard();
    }
}
