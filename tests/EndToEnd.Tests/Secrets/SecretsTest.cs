using EndToEnd.Tests.Ansible;
using Matomo.StandIn;
using Matomo.StandIn.Users;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Secrets;

/// <summary>Marked secrets go through every path, and must come out nowhere but in the token file.</summary>
public sealed class SecretsTest : StandInTest
{
    private const string Password = "marked-Pa55word \"quoted\" & <ümlaut>";
    private const string WrongPassword = "marked-wrong-Pa55word";
    private const string WebPassword = "marked-web-Pa55word";
    private const string TotpSecret = "MARKEDSECRETTOTP";
    private const string OtherTotpSecret = "MARKEDWRONGTOTPS";
    private const string KnownToken = "0000feedfacecafe0000feedfacecafe";
    private const string AuthCode = "918273";

    private static readonly string[] Marks =
    [
        Password, WrongPassword, WebPassword, TotpSecret, OtherTotpSecret, KnownToken, AuthCode, "marked-",
    ];

    private Leaks? _leaks;

    private protected override StandInOptions Options => new() { Users = [new StandInUser("alice", Password) { TotpSecret = TotpSecret }] };

    [SetUp]
    public void Forget() => _leaks = new Leaks(Work, TokenFile);

    [Test]
    public async Task Made_ThenUnchanged()
    {
        await PlayAsync("\"changed\": true");
        await PlayAsync("\"changed\": false");
        AssertKept(TokenFile);
        _leaks!.AssertNone([.. Marks, await File.ReadAllTextAsync(TokenFile)]);
    }

    [Test]
    public async Task CheckMode()
    {
        await PlayAsync("\"action\": \"created\"", check: true);
        _leaks!.AssertNone(Marks);
    }

    [Test]
    public async Task ValueIsKnownFromElsewhere()
    {
        Matomo.AddToken("alice", new PresetToken(KnownToken, "End to end"));
        await PlayAsync("\"changed\": true", others: [("known_token", KnownToken)]);
        await PlayAsync("\"changed\": false", others: [("known_token", KnownToken)]);
        Assert.That(Creations, Is.Zero);
        _leaks!.AssertNone(Marks);
    }

    private static IEnumerable<TestCaseData<string, string, JToken>> Failures =>
    [
        new("password", "authentication_failed", WrongPassword),
        new("totp_secret", "two_factor_rejected", OtherTotpSecret),
        new("token_auth", "token_value_unknown", KnownToken),
        new("token_auth", "invalid_arguments", "marked-no-token-at-all"),
        new("totp_secret", "invalid_arguments", "marked-no-base32-8901!"),
        new("url", "invalid_arguments", $"http://someone:{WebPassword}@127.0.0.1:1/"),
        new("token_file", "token_file_unwritable", "/proc/none/alice.token"),
    ];

    [TestCaseSource(nameof(Failures))]
    public async Task Failure(string option, string errorCode, JToken value)
    {
        await PlayAsync($"\"error_code\": \"{errorCode}\"", others: [(option, value)]);
        _leaks!.AssertNone(Marks);
    }

    [Test]
    public async Task CodeOfTheUser()
    {
        await PlayAsync("\"error_code\": \"two_factor_rejected\"", others: [("totp_secret", null), ("auth_code", AuthCode)]);
        _leaks!.AssertNone(Marks);
    }

    [Test]
    public async Task ExecutableAlone()
    {
        var file = new AnsibleControl(Work).Input("arguments.json", All().ToString());
        foreach (var options in new string[][] { ["--check", "--diff"], ["--diff", "--pretty"], [] })
            _leaks!.Saw((await new Command(Programs.MatomoToken, ["--verbose", file, .. options]).RunAsync()).Everything);

        AssertKept(TokenFile);
        _leaks!.AssertNone([.. Marks, await File.ReadAllTextAsync(TokenFile)]);
    }

    private JObject All(params (string Option, JToken? Value)[] others)
    {
        var arguments = Arguments(
        [
            ("password", Password),
            ("totp_secret", TotpSecret),
            ("url_username", "web"),
            ("url_password", WebPassword),
            ("known_token", KnownToken),
            .. others,
        ]);
        foreach (var unset in arguments.Properties().Where(option => option.Value.Type == JTokenType.Null).ToList())
            unset.Remove();

        if (arguments.ContainsKey("token_auth"))
            arguments.Remove("known_token");

        return arguments;
    }

    private async Task PlayAsync(string expected, bool check = false, (string Option, JToken? Value)[]? others = null)
    {
        var control = new AnsibleControl(Work) { Report = "default" };
        string[] options = ["-vvv", "--diff", .. check ? ["--check"] : Array.Empty<string>()];
        var outcome = await control.RunAsync(Playbooks.OneToken, new JObject { ["token"] = All(others ?? []) }, options);
        Assert.That(outcome.Output, Does.Contain(expected), outcome.Everything);
        _leaks!.Saw(outcome.Everything);
    }
}
