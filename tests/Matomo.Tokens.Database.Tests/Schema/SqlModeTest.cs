namespace Matomo.Tokens.Database.Tests.Schema;

/// <summary>Servers whose defaults change what a statement means.</summary>
public sealed class SqlModeTest() : DatabaseFixture(MatomoTables.Matomo5)
{
    private static readonly string[] Awkward =
    [
        "it's \"quoted\"", "back\\slash", "ends in \\", "100 % _ ?", "@p0 ; -- /* x", "😀 日本 ü", "'; DELETE FROM x; --", "tab\there",
    ];

    private static readonly Lazy<DatabaseServer> Strange = new(() => DatabaseServer.Start(new DatabaseServerOptions
    {
        SqlMode = "ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,NO_AUTO_VALUE_ON_ZERO,IGNORE_SPACE",
        CharacterSet = "latin1",
        Arguments = ["--transaction-isolation=SERIALIZABLE", "--completion-type=2"],
    }));

    private static readonly Lazy<DatabaseServer> Loose = new(
        () => DatabaseServer.Start(new DatabaseServerOptions { SqlMode = "", Arguments = ["--lower-case-table-names=1"] }));

    [TestCase(false)]
    [TestCase(true)]
    public async Task Texts_StayAsTheyAre(bool strange)
    {
        var server = (strange ? Strange : Loose).Value;
        var matomo = server.CreateMatomo(Tables);
        var options = Options with
        {
            Socket = server.Socket,
            Name = matomo.Name,
            User = matomo.User.Name,
            Password = new(matomo.User.Password),
            Salt = new(matomo.Salt),
        };
        var requests = new List<TokenRequest>();
        foreach (var (number, text) in Awkward.Index())
        {
            matomo.Execute(
                $"SET sql_mode = ''; INSERT INTO {matomo.Table("user")} (login, password, email, superuser_access) VALUES (?, '', ?, 0)",
                text,
                $"user{number}@example.org");
            requests.Add(Request.For(text, text));
            requests.Add(Request.For(text, $"One more {text}"));
        }

        server.Execute("SET GLOBAL autocommit = 0");
        await OnceAsync(requests, options);
        var rows = matomo.Tokens.Where(row => Awkward.Contains(row.Login)).ToList();
        Assert.That(
            rows.Select(row => (row.Login, row.Description)),
            Is.EqualTo(requests.Select(request => (request.Login, request.Description!.Escaped))));
        Assert.That((await OnceAsync(requests, options)).Changed, Is.False);
        foreach (var request in requests)
            Assert.That((await OnceAsync([request], options)).Changed, Is.False);

        await OnceAsync([.. requests.Select(request => request.Absent())], options);
        Assert.That(matomo.Tokens.Where(row => Awkward.Contains(row.Login)), Is.Empty);
    }

    [OneTimeTearDown]
    public static void StopServers()
    {
        foreach (var server in new[] { Strange, Loose }.Where(server => server.IsValueCreated))
            server.Value.Dispose();
    }
}
