using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Api.Tokens;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Reconciling;
using Matomo.Tokens.Requests;
using Newtonsoft.Json.Linq;

namespace Matomo.Tokens.Tests.Api.Tokens;

/// <summary>Answers that no Matomo was seen to give.</summary>
public class ApiTokenStoreTest
{
    private const string Refusal = """{"result":"error","message":"userLogin"}""";

    [TestCase(200, TokenErrorCode.LockedOut)]
    [TestCase(400, TokenErrorCode.AuthenticationFailed)]
    public async Task Run_ProbeOfTheLockOutIsRefused_BadRequestSaysNothing(int status, TokenErrorCode code)
    {
        using var server = new AnsweringServer(method => method switch
        {
            "API.getBulkRequest" => (status, Refusal),
            "UsersManager.getUserPreference" => (200, """{"value":false}"""),
            _ => (200, Refusal),
        });
        Assert.That(await CodeOfAsync(server), Is.EqualTo(code));
    }

    [TestCase(403, """{"message":"Too many requests"}""")]
    [TestCase(429, """{"value":"slow down"}""")]
    [TestCase(429, """[{"login":"alice"}]""")]
    public async Task Run_JsonOfSomethingInFront_IsNotMatomos(int status, string body)
    {
        using var server = new AnsweringServer(_ => (status, body));
        Assert.That(await CodeOfAsync(server), Is.EqualTo(TokenErrorCode.NotMatomo));
    }

    [TestCase("{'result':'error','message':'userLogin'}")]
    [TestCase("""{"result":"error","message":'userLogin'}""")]
    [TestCase("""{result:"error","message":"userLogin"}""")]
    [TestCase("""{"result":"error","message":"userLogin",}""")]
    [TestCase("""{"result":"error","message":"userLogin"} // a comment""")]
    [TestCase("""/* a comment */ {"result":"error","message":"userLogin"}""")]
    [TestCase("""{"result":"error",/**/"message":"userLogin"}""")]
    [TestCase("""{"result":"error","message":"userLogin","code":NaN}""")]
    [TestCase("""{"result":"error","message":"userLogin","code":0x1F}""")]
    [TestCase("""{"result":"error","message":"userLogin","code":undefined}""")]
    [TestCase("""{"result":"error","message":"userLogin"}{}""")]
    [TestCase("{\"result\":\"error\",\"message\":\"userLogin\"}\0")]
    [TestCase("{\"result\":\"error\",\"message\":\"user\nLogin userLogin\"}")]
    public async Task Run_WhatIsNotJson_IsNotMatomos(string body)
    {
        using var server = new AnsweringServer(_ => (200, body));
        Assert.That(await CodeOfAsync(server), Is.EqualTo(TokenErrorCode.NotMatomo));
    }

    [Test]
    public async Task Run_LongAddressAndTexts_AreCut()
    {
        var page = $"<title>{new string('t', 50_000)}</title>";
        using var front = new AnsweringServer(_ => (200, page));
        using var redirect = new AnsweringServer(_ => (302, ""), $"https://login.example.org/{new string('p', 50_000)}");
        using var matomo = new AnsweringServer(_ => (500, $$"""{"result":"error","message":"{{new string('m', 50_000)}}"}"""));
        foreach (var server in new[] { front, redirect, matomo })
            Assert.That((await FailureOfAsync(server)).Message, Has.Length.LessThan(1200));
    }

    // The mask does not recognise a secret of which the end was cut off, or in which a tabulator became a blank.
    [Test]
    public async Task Run_SecretsAreConcealedBeforeTextsAreCut()
    {
        const string Secret = "correct\thorse";
        var text = new string('x', 290) + Secret;
        using var front = new AnsweringServer(_ => (200, $"<title>{text.Replace("\t", "&#9;", StringComparison.Ordinal)}</title>"));
        using var redirect = new AnsweringServer(_ => (302, ""), $"https://example.org/{text[20..].Replace('\t', '_')}");
        using var matomo = new AnsweringServer(_ => (500, new JObject { ["result"] = "error", ["message"] = text }.ToString()));
        foreach (var server in new[] { front, redirect, matomo })
        {
            var failure = await FailureOfAsync(server, shown => shown.Replace(Secret, "*").Replace("correct_horse", "*"));
            Assert.That(failure.Message, Does.Contain("xxx*").And.Not.Contain("correct"));
        }
    }

    private static async Task<TokenErrorCode> CodeOfAsync(AnsweringServer server) => (await FailureOfAsync(server)).Code;

    private static async Task<TokenException> FailureOfAsync(AnsweringServer server, Func<string, string>? conceal = null)
    {
        var options = new ApiOptions
        {
            Url = server.Url,
            UseProxy = false,
            Credentials = Sample.Credentials,
            Conceal = conceal ?? (text => text),
        };
        using var store = new ApiTokenStore(options, TimeProvider.System);
        var reconciler = new TokenReconciler(store, TimeProvider.System);
        var request = Sample.Present with { Recreate = RecreateMode.Always };
        var run = reconciler.RunAsync([request], checkMode: false, CancellationToken.None);
        return (await Assert.ThrowsAsync<TokenException>(() => run))!;
    }
}
