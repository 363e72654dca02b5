using System.Diagnostics;
using Matomo.TestDatabase;
using Matomo.Tokens.Configuration;
using MySqlConnector;
using Tests.Processes;

namespace Matomo.Contract.Tests.StandInBehaviour;

/// <summary>The stand-in as a program of its own.</summary>
[Category("Programs")]
public sealed class ProgramTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("stand-in-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Help_ListsTheUsers()
    {
        using var program = Start("--help");
        Assert.That(await program.StandardOutput.ReadToEndAsync(), Does.Contain("--matomo-version").And.Contain("alice-password"));
    }

    [TestCase("--colour")]
    [TestCase("--matomo-version", "2.9")]
    [TestCase("--port")]
    [TestCase("--port", "many")]
    [TestCase("--port", "99999")]
    [TestCase("--language", "tlh")]
    [TestCase("--users", "/nowhere/users.json")]
    [TestCase("--certificate", "cert.pem")]
    [TestCase("--prefix", "matomo_")]
    [TestCase("--database", "Server=localhost;Colour=blue")]
    [TestCase("--database", "Server=/nowhere/socket;Protocol=unix")]
    public async Task BadArguments_EndWithAMessage(params string[] arguments)
    {
        using var program = Start(arguments);
        var message = await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();
        Assert.That(program.ExitCode, Is.EqualTo(2));
        Assert.That(message, Does.StartWith("matomo-stand-in: ").And.Not.Contain("   at "));
    }

    [Test]
    public async Task UsersFile_IsRead_AndSigtermStops()
    {
        var path = Path.Combine(_folder, "users.json");
        await File.WriteAllTextAsync(path, """
            [{"login": "zoe", "password": "zoe-password", "role": "superuser", "totp_secret": null,
              "tokens": [{"value": "0123456789abcdef0123456789abcdef", "description": "preset", "expires_at": "2099-01-01"}]}]
            """);
        using var program = Start("--users", path, "--matomo-version", "4.16.1");
        var url = await UrlAsync(program, "Matomo 4.16.1 stand-in listening on ");
        using var http = new HttpClient();
        var version = await http.GetStringAsync(
            new Uri(url, "index.php?module=API&format=json&method=API.getMatomoVersion&token_auth=0123456789abcdef0123456789abcdef"));
        Assert.That(version, Is.EqualTo("{\"value\":\"4.16.1\"}"));
        using var kill = Process.Start("kill", ["-TERM", $"{program.Id}"]);
        await program.WaitForExitAsync().WaitAsync(Patience);
        Assert.That(program.ExitCode, Is.Zero);
    }

    [Test]
    public async Task Database_HasTheTokens()
    {
        using var server = DatabaseServer.Start();
        var matomo = server.CreateMatomo(MatomoTables.Matomo4, prefix: "m_");
        using var program = Start(
            "--matomo-version", "4.16.1", "--prefix", "m_", "--database", matomo.ConnectionString(), "--salt", matomo.Salt);
        try
        {
            var url = await UrlAsync(program, "Matomo 4.16.1 stand-in listening on ");
            using var http = new HttpClient();
            using var token = new StringContent(
                """{"login": "alice", "value": "0123456789abcdef0123456789abcdef", "description": "by the program"}""");
            using var response = await http.PostAsync(new Uri(url, "stand-in/tokens"), token);
            Assert.That(matomo.TokensOf("alice").Single().Password, Is.EqualTo(matomo.Hash("0123456789abcdef0123456789abcdef")));
        }
        finally
        {
            program.Kill();
        }
    }

    [Test]
    public async Task Installation_HasAConfigurationAndItsDatabase()
    {
        using var program = Start("--installation", _folder);
        await UrlAsync(program, "Matomo 6.0.0 stand-in listening on ");
        var options = MatomoConfiguration.Read(_folder).ToDatabaseOptions();
        await using (var connection = new MySqlConnection(new MySqlConnectionStringBuilder
        {
            Server = options.Socket,
            ConnectionProtocol = MySqlConnectionProtocol.UnixSocket,
            UserID = options.User,
            Password = options.Password.Reveal(),
            Database = options.Name,
            SslMode = MySqlSslMode.None,
            Pooling = false,
        }.ConnectionString))
        {
            await connection.OpenAsync();
            await using var users = new MySqlCommand(
                $"SELECT COUNT(*) FROM {options.Prefix}user WHERE login IN ('alice', 'bob')", connection);
            Assert.That(await users.ExecuteScalarAsync(), Is.EqualTo(2));
        }

        using var kill = Process.Start("kill", ["-TERM", $"{program.Id}"]);
        await program.WaitForExitAsync().WaitAsync(Patience);
        Assert.That(program.ExitCode, Is.Zero);
    }

    [Test]
    public async Task Certificate_MakesItHttps()
    {
        using var authority = new CertificateAuthority(_folder);
        var (certificate, key) = authority.Issue("stand-in");
        using var program = Start("--certificate", certificate, "--key", key);
        try
        {
            var url = await UrlAsync(program, "Matomo 6.0.0 stand-in listening on https://127.0.0.1:");
            using var http = new HttpClient(new HttpClientHandler
            {
                ServerCertificateCustomValidationCallback = (_, presented, _, _) => presented?.Subject == "CN=stand-in",
            });
            var body = await http.GetStringAsync(new Uri(url, "index.php?module=API&format=json&method=UsersManager.hasSuperUserAccess"));
            Assert.That(body, Is.EqualTo("{\"value\":false}"));
        }
        finally
        {
            program.Kill();
        }
    }

    private static async Task<Uri> UrlAsync(Process program, string beginning)
    {
        var line = await program.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Assert.That(line, Does.StartWith(beginning));
        return new Uri(line!.Split(' ')[^1]);
    }

    private static Process Start(params string[] arguments) =>
        new Command("dotnet", [Path.Combine(AppContext.BaseDirectory, "matomo-stand-in.dll"), .. arguments]).Start();
}
