using Ansible.Modules.Arguments;
using Ansible.Modules.Hosting;

namespace Ansible.Modules.Tests.Secrets;

/// <summary>Secrets are known by the names under which they are given, before anything is logged, refused or printed.</summary>
public class SecretNamesTest
{
    private const string Marked = "s3cr3t-Marked";

    private static readonly ArgumentOption[] ForHttp =
    [
        new("url", ArgumentType.Str) { SecretParts = SecretParts.OfUrl },
        new("headers", ArgumentType.Dict) { SecretParts = SecretParts.HeaderValues },
    ];

    private static readonly ArgumentSpec Spec = new(
    [
        .. ForHttp,
        new("password", ArgumentType.Str) { NoLog = true, Aliases = ["secret_word"] },
        new("salt", ArgumentType.Str) { NoLog = true },
        new("free", ArgumentType.Raw),
        new("number", ArgumentType.Int),
    ]);

    [TestCase("""{"pasword": "MARK"}""")]
    [TestCase("""{"passwrod": "MARK"}""")]
    [TestCase("""{"Password": ["MARK"]}""")]
    [TestCase("""{"slat": 1, "sal": "MARK"}""")]
    [TestCase("""{"secretword": {"a": "MARK"}}""")]
    [TestCase("""{"of_other_module": "MARK"}""")]
    [TestCase("""{"number": {"password": "MARK"}}""")]
    [TestCase("""{"number": "x", "free": [{"salt": "MARK"}, {"secret_word": "MARK"}]}""")]
    [TestCase("""{"number": "x", "free": {"url": "https://bob:MARK@h/"}}""")]
    [TestCase("""{"number": "x", "headers": {"Authorization": "Bearer MARK"}}""")]
    [TestCase("""{"number": "x", "headers": {"X-Odd": ["MARK", {"a": "MARK"}]}}""")]
    [TestCase("""{"number": "x", "headers": "X-Key=MARK"}""")]
    [TestCase("""{"number": "x", "headers": "{'X-Key': 'MARK'}"}""")]
    [TestCase("""{"number": "x", "heders": {"X-Key": "MARK"}}""")]
    [TestCase("""{"number": "x", "url": "https://bob:MARK@h/"}""")]
    [TestCase("""{"number": "x", "url": "https://MARK@h/"}""")]
    [TestCase("""{"number": "x", "url": "https://bob:a/b?MARK@h/"}""")]
    [TestCase("""{"number": "x", "url": "https://h/?a=1&token_auth=MARK"}""")]
    [TestCase("""{"number": "x", "url": "https://h/#MARK"}""")]
    [TestCase("""{"number": "x", "url": ["https://h/#MARK"]}""")]
    public void Refused(string json)
    {
        var answer = Run(json, _ => new ModuleResult(false));
        Assert.That(answer.ExitCode, Is.EqualTo(1));
        Assert.That(answer.Text, Does.Not.Contain(Marked));
    }

    [TestCase("""{"headers": {"Authorization": "Bearer MARK"}}""", """{"Authorization":"VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"}""")]
    [
        TestCase(
            """{"headers": {"Accept": "a", "X": ""}}""",
            """{"Accept":"VALUE_SPECIFIED_IN_NO_LOG_PARAMETER","X":"VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"}""")]
    [TestCase("""{"url": "https://bob:MARK@h:1/x/?a=b#c"}""", "\"https://********@h:1/x/?********#********\"")]
    [TestCase("""{"url": "https://h:1/x/"}""", "\"https://h:1/x/\"")]
    [TestCase("""{"url": "bob:MARK@h"}""", "\"********@h\"")]
    public void Invocation_PartsAreReplacedWhole(string json, string shown)
    {
        var answer = Run(json, _ => new ModuleResult(false));
        Assert.That(
            answer.ModuleArguments.AsObject().Where(
                argument => argument.Value is not null).Select(argument => argument.Value!.ToJsonString()),
            Has.Member(shown));
    }

    [TestCase("""{"headers": {"Authorization": "Bearer MARK"}}""", "refused MARK", "refused ********")]
    [TestCase("""{"headers": {"authorization": "Bearer MARK"}}""", "refused Bearer MARK", "refused ********")]
    [TestCase("""{"headers": {"X-Id": "de"}}""", "made of depth", "made of depth")]
    [TestCase("""{"headers": {"Accept-Language": "german", "User-Agent": "Mozilla"}}""", "german Mozilla", "german Mozilla")]
    [TestCase("""{"headers": {"X-Number": 1234567}}""", "got 1234567", "got ********")]
    [TestCase("""{"url": "https://bob:p%40ssword@h/?token=MARK"}""", "p@ssword p%40ssword MARK", "******** ******** ********")]
    [TestCase("""{"url": "https://bob:pw@https/"}""", "https pw", "https pw")]
    public void Elsewhere_PartsOfSixCharactersAreMasked(string json, string said, string shown) => Assert.That(
        Run(
            json,
            _ => throw new ModuleFailedException("x", said.Replace("MARK", Marked, StringComparison.Ordinal))).Message, Is.EqualTo(shown));

    [TestCase("https_proxy")]
    [TestCase("HTTP_PROXY")]
    public void Proxy(string variable)
    {
        var before = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, $"http://bob:{Marked}@proxy:3128");
        try
        {
            Assert.That(
                Run("{}", _ => throw new ModuleFailedException("x", $"the proxy says {Marked}")).Message,
                Is.EqualTo("the proxy says ********"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
        }
    }

    [Test]
    public void Mask_BeforeATextIsCut() => Assert.That(
        Run(
            $$"""{"password": "{{Marked}}"}""",
            context => throw new ModuleFailedException("x", context.Mask($"it was {Marked}!")[..12])).Message,
        Is.EqualTo("it was *****"));

    /// <summary>The name of an option is no misspelt other one.</summary>
    [Test]
    public void KnownName_IsNoSecret()
    {
        var spec = new ArgumentSpec(
            [new("password", ArgumentType.Str) { NoLog = true }, new("passwort", ArgumentType.Str) { NoLog = false }]);
        Assert.That((string?)Answer.To(spec, """{"passwort": "shown"}""").ModuleArguments["passwort"], Is.EqualTo("shown"));
    }

    /// <summary>The time must not grow with the number of names times their length.</summary>
    [Test]
    [MaxTime(10_000)]
    public void ManyUnknownNames()
    {
        var members = Enumerable.Range(0, 20_000).Select(
            number => $"\"name{number:d6}\": {number}").Append($"\"{new string('x', 1_000_000)}\": 1");
        Assert.That(Run($"{{{string.Join(',', members)}}}", _ => new ModuleResult(false)).ErrorCode, Is.EqualTo("invalid_arguments"));
    }

    private static Answer Run(string json, Func<ModuleContext, ModuleResult> work)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(json.Replace("MARK", Marked, StringComparison.Ordinal)));
        using var output = new MemoryStream();
        IAnsibleModule[] modules =
        [
            new SampleModule(Spec, work), new SampleModule(new([new("of_other_module", ArgumentType.Str) { NoLog = true }])),
        ];
        var exitCode = ModuleHost.RunAsync(modules, ["--verbose", "-"], input, output).GetAwaiter().GetResult();
        return new Answer(Encoding.UTF8.GetString(output.ToArray()), exitCode);
    }
}
