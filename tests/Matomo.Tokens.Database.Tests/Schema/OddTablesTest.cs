using MySqlConnector;

namespace Matomo.Tokens.Database.Tests.Schema;

/// <summary>Tables that an administrator of the database has changed, and servers that are set up oddly.</summary>
public sealed class OddTablesTest() : DatabaseFixture(MatomoTables.Matomo5)
{
    private static readonly Lazy<DatabaseServer> Limited = new(() => DatabaseServer.Start());

    protected override DatabaseServer Server =>
        TestContext.CurrentContext.Test.Name.StartsWith("Limit", StringComparison.Ordinal) ? Limited.Value : base.Server;

    private string Table => Matomo.Table("user_token_auth");

    [Test]
    public async Task Limit_OfRows_CutsNothing()
    {
        Given(Request.Fresh(), expires: Now.AddDays(-1));
        var live = Given(Request.Fresh());
        Server.Query("SET GLOBAL sql_select_limit = 1");
        try
        {
            var result = await OnceAsync([Request.For()]);
            Assert.That(result.Changed, Is.False);
            Assert.That(result.Outcomes.Single().Token!.Id, Is.EqualTo(live.Id));
        }
        finally
        {
            Server.Query("SET GLOBAL sql_select_limit = DEFAULT");
        }
    }

    [Test]
    public async Task Trigger_ThatRefuses_IsNamed()
    {
        Matomo.Execute(
            $"CREATE TRIGGER `{Matomo.Name}`.guard BEFORE INSERT ON {Table} FOR EACH ROW "
            + "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not here'");
        var exception = await RefusedAsync(TokenErrorCode.DatabaseUnreachable, Request.For());
        Assert.That(exception.Message, Does.Contain("not here").And.Contain("trigger").And.Not.Contain("Check that the server runs"));
    }

    [Test]
    public async Task Trigger_ThatChangesTheHash_LeavesNothing()
    {
        Matomo.Execute(
            $"CREATE TRIGGER `{Matomo.Name}`.guard BEFORE INSERT ON {Table} FOR EACH ROW SET NEW.password = REVERSE(NEW.password)");
        var exception = await RefusedAsync(TokenErrorCode.SchemaUnknown, Request.For().In(TokenFile));
        Assert.That(exception.Message, Does.Contain("trigger"));
    }

    [Test]
    public async Task Hashes_OfBytes_AreRefused()
    {
        Matomo.Execute($"ALTER TABLE {Table} MODIFY password VARBINARY(191) NOT NULL");
        Guard();
        var exception = await RefusedAsync(TokenErrorCode.SchemaUnknown, Request.For().In(TokenFile));
        Assert.That(exception.Message, Does.Contain("another type"));
    }

    [Test]
    public async Task Key_BeyondWhatMatomoCounts_IsRefused()
    {
        var row = Given(Request.Fresh());
        Matomo.Execute($"UPDATE {Table} SET idusertokenauth = 9223372036854775808 WHERE idusertokenauth = ?", row.Id);
        var exception = await Assert.ThrowsAsync<TokenException>(() => OnceAsync([Request.For()]));
        Assert.That(exception!.Code, Is.EqualTo(TokenErrorCode.SchemaUnknown));
        Matomo.Execute($"UPDATE {Table} SET idusertokenauth = ? WHERE idusertokenauth = 9223372036854775808", row.Id);
    }

    [Test]
    public async Task Account_ThatMustEncrypt_IsToldSoOverTheSocketToo()
    {
        Matomo.Execute($"ALTER USER '{Matomo.User.Name}'@'%' REQUIRE SSL");
        if (DatabaseServer.Product == DatabaseProduct.MySql)
        {
            // Its first login encrypts, over the socket too.
            await OnceAsync([Request.For()]);
            return;
        }

        var exception = await FailedAsync(TokenErrorCode.DatabaseAccessDenied, Options, Request.For());
        Assert.That(exception.Message, Does.Contain("accepts encrypted connections alone"));
    }

    [Test]
    public async Task Statement_ThatTheServerEnds_IsATimeOut()
    {
        Assume.That(DatabaseServer.Product, Is.EqualTo(DatabaseProduct.MariaDb), "MySQL ends SELECTs alone");
        var row = Given(Request.Fresh());
        Matomo.Execute($"GRANT USAGE ON *.* TO '{Matomo.User.Name}'@'%' WITH MAX_STATEMENT_TIME 1");
        await using var holder = new MySqlConnection(Matomo.ConnectionString());
        await holder.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using var command = new MySqlCommand($"UPDATE {Table} SET last_used = NOW() WHERE idusertokenauth = {row.Id}", holder);
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync();
        var exception = await FailedAsync(TokenErrorCode.Timeout, Options, Request.For().ExpiresIn("1d"));
        Assert.That(exception.Message, Does.Contain("max_statement_time"));
        await transaction.RollbackAsync();
    }

    [OneTimeTearDown]
    public static void StopServer()
    {
        if (Limited.IsValueCreated)
            Limited.Value.Dispose();
    }
}
