using Matomo.StandIn;
using Matomo.StandIn.Faults;
using Matomo.StandIn.Users;

namespace MatomoToken.Tests;

/// <summary>Marked secrets go down every path, and come out nowhere.</summary>
public class SecretsTest
{
    private const string Password = "marked-password-6d1f";
    private const string WrongPassword = "marked-wrong-password-77a0";
    private const string TotpSecret = "MARKEDZSECRETZ23";
    private const string AuthCode = "918273";
    private const string TokenAuth = "a0a0a0a0a0a0a0a0a0a0a0a0deadbee1";
    private const string KnownToken = "b0b0b0b0b0b0b0b0b0b0b0b0deadbee2";
    private const string InFile = "c0c0c0c0c0c0c0c0c0c0c0c0deadbee3";
    private const string UrlPassword = "marked-web-password-9c3e";

    private static readonly string[] Markers =
    [
        Password, WrongPassword, TotpSecret, AuthCode, TokenAuth, KnownToken, InFile, UrlPassword,
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"web:{UrlPassword}")),
    ];

    private static readonly FaultKind[] Faults = Enum.GetValues<FaultKind>();

    private static readonly (string Name, object? Value) Live = ("known_token", KnownToken);

    private static TestCaseData[] Scenarios =>
    [
        Scenario("Created"),
        Scenario("CreatedWithTotp", ("login", "bob"), ("totp_secret", TotpSecret)),
        Scenario("CodeMissing", ("login", "bob")),
        Scenario("CodeWrong", ("login", "bob"), ("auth_code", AuthCode)),
        Scenario("CodeGivenTwice", ("auth_code", AuthCode), ("totp_secret", TotpSecret)),
        Scenario("BadTotpSecret", ("totp_secret", TotpSecret + "!")),
        Scenario("WrongPassword", ("password", WrongPassword)),
        Scenario("UnknownUser", ("login", "nobody")),
        Scenario("KnownToken", Live),
        Scenario("KnownTokenOfAnother", Live, ("login", "carol")),
        Scenario("KnownTokenOfEmail", Live, ("login", "alice@example.org")),
        Scenario("KnownTokenMalformed", ("known_token", KnownToken + "!")),
        Scenario("TokenAuthDead", ("token_auth", TokenAuth)),
        Scenario("TokenAuthMalformed", ("token_auth", TokenAuth + "!")),
        Scenario("TokenAuthAndRecreate", ("token_auth", TokenAuth), ("recreate", "always")),
        Scenario("ValueInFile", ("token_file", InFile)),
        Scenario("ValueInFileOfAnother", ("token_file", InFile), ("login", "carol")),
        Scenario("OtherContentInFile", ("token_file", InFile + "!")),
        Scenario("RecreateNever", ("recreate", "never")),
        Scenario("RecreateAlways", Live, ("recreate", "always")),
        Scenario("Absent", ("state", "absent"), Live),
        Scenario("WebPassword", ("url_username", "web"), ("url_password", UrlPassword)),
        Scenario("WebPasswordWithoutName", ("url_password", UrlPassword)),
        Scenario("Headers", ("headers", new Dictionary<string, string> { ["Authorization"] = UrlPassword, ["X-Api-Key"] = WrongPassword })),
        Scenario(
            "HeadersRefusedEarly", ("headers", new Dictionary<string, string> { ["Authorization"] = UrlPassword }), ("description", "")),
        Scenario("HeadersOfAnotherType", ("headers", $"X-Api-Key={WrongPassword}"), ("timeout", "soon")),
        Scenario("HeadersWithAList", ("headers", new Dictionary<string, object> { ["X-Api-Key"] = new[] { WrongPassword } })),
        Scenario("UrlRefusedEarly", ("url", $"http://web:{UrlPassword}@127.0.0.1/"), ("description", "")),
        Scenario("Misspelt", ("pasword", WrongPassword)),
        Scenario("MisspeltInside", ("tokens", new[] { new Dictionary<string, string> { ["totp_secrt"] = TotpSecret } }), ("login", null)),
        Scenario("OfAnotherPlace", ("tokens", new[] { new Dictionary<string, string> { ["db_password"] = UrlPassword } })),
        Scenario("UrlWithPassword", ("url", $"http://web:{UrlPassword}@127.0.0.1/")),
        Scenario("UrlWithPasswordWithoutScheme", ("url", $"web:{UrlPassword}@127.0.0.1/")),
        Scenario("UrlWithPasswordAndSlash", ("url", $"https://web:x/{UrlPassword}@127.0.0.1/")),
        Scenario("UrlWithToken", ("url", $"http://127.0.0.1/?token_auth={TokenAuth}")),
        Scenario("UrlWithFragment", ("url", $"http://127.0.0.1/#token_auth={TokenAuth}")),
        Scenario("Unresolvable", ("url", "http://nonexistent.invalid/"), Live),
        Scenario("Refused", ("url", "http://127.0.0.1:1/"), Live),
        Scenario("NotTls", ("url", "https://127.0.0.1:1/"), Live),
        Scenario("BadCaPath", ("ca_path", "/nonexistent"), Live),
        Scenario("WrongType", ("timeout", "soon"), Live),
        Scenario("UnknownOption", ("nonsense", 1), Live),
        Scenario("SecureOnly", ("secure_only", true)),
        Scenario("ExpiryTooShort", ("expires_in", "7d"), ("renew_before", "8d"), Live),
    ];

    [TestCaseSource(nameof(Scenarios))]
    public async Task NoSecretIsShown((string Name, object? Value)[] options)
    {
        foreach (var version in Site.All)
        {
            foreach (var checkMode in new[] { false, true })
            {
                await using var site = await StartAsync(version);
                await RunAsync(site, [.. options, ("_ansible_check_mode", checkMode)]);
            }
        }
    }

    [TestCaseSource(nameof(Faults))]
    public async Task NoSecretIsShownByAFault(FaultKind fault)
    {
        foreach (var skip in new[] { 0, 1, 2 })
        {
            await using var site = await StartAsync(Site.Five);
            site.Matomo.Faults.Add(new Fault(fault) { Skip = skip, Seconds = 3 });
            await RunAsync(site, Live, ("login", "carol"), ("timeout", 1), ("url_username", "web"), ("url_password", UrlPassword));
            await RunAsync(site, ("timeout", 1), ("url_username", "web"), ("url_password", UrlPassword));
        }
    }

    [Test]
    public async Task NoSecretIsShownByALockOut([ValueSource(typeof(Site), nameof(Site.All))] string version)
    {
        await using var site = await StartAsync(version);
        site.LockOut();
        await RunAsync(site, Live);
        await RunAsync(site);
    }

    [Test]
    public async Task NewValueIsShownAsTokenAuthAlone()
    {
        await using var site = await StartAsync(Site.Five);
        var answer = await RunAsync(site, ("known_token", ""), ("token_file", null), ("return_token", true), ("_ansible_diff", true));
        Assert.That(answer.Text.Split(answer.Value!), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task NewValueIsOnlyInTheTokenFile()
    {
        await using var site = await StartAsync(Site.Five);
        await RunAsync(site, ("token_file", Path.Combine(site.Folder, "kept")));
        var value = await File.ReadAllTextAsync(Path.Combine(site.Folder, "kept"));
        var holding = Directory.GetFiles(site.Folder).Where(file => File.ReadAllText(file).Contains(value, StringComparison.Ordinal));
        Assert.That(holding, Has.Exactly(1).Items);
    }

    private static TestCaseData Scenario(string name, params (string Name, object? Value)[] options) =>
        new TestCaseData(new object?[] { options }).SetArgDisplayNames(name);

    private static Task<Site> StartAsync(string version) => Site.StartAsync(new StandInOptions
    {
        Version = MatomoVersion.Parse(version),
        Users =
        [
            new("alice", Password) { Tokens = [new(InFile, ""), new(KnownToken, "")] },
            new("bob", Password) { TotpSecret = TotpSecret },
            new("carol", Password),
        ],
    });

    private static async Task<Answer> RunAsync(Site site, params (string Name, object? Value)[] options)
    {
        var arguments = site.Arguments(
            [("password", Password), ("token_file", site.TokenFile), ("_ansible_verbosity", 3), ("_ansible_diff", true), .. options]);
        if (arguments.GetValueOrDefault("token_file") is string content && content.StartsWith(InFile, StringComparison.Ordinal))
        {
            await File.WriteAllTextAsync(site.TokenFile, content);
            arguments["token_file"] = site.TokenFile;
        }

        var answer = await Site.Task(arguments);
        var own = answer.Value;
        foreach (var marker in Markers.Where(marker => marker != own))
            Assert.That(answer.Text, Does.Not.Contain(marker).IgnoreCase, marker);

        Assert.That(own is null || answer.Text.Split(own).Length == 2, Is.True, answer.Text);
        FindsNone(site.Folder, site.TokenFile);
        return answer;
    }

    private static void FindsNone(string folder, string tokenFile)
    {
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => file != tokenFile))
        {
            foreach (var marker in Markers)
                Assert.That(File.ReadAllText(file), Does.Not.Contain(marker), file);
        }
    }
}
