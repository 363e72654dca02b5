using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Api.Tokens;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Reconciling;
using Matomo.Tokens.Requests;

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

    private static async Task<TokenErrorCode> CodeOfAsync(AnsweringServer server)
    {
        var options = new ApiOptions { Url = server.Url, UseProxy = false, Credentials = Sample.Credentials };
        using var store = new ApiTokenStore(options, TimeProvider.System);
        var reconciler = new TokenReconciler(store, TimeProvider.System);
        var request = Sample.Present with { Recreate = RecreateMode.Always };
        var failure = await Assert.ThrowsAsync<TokenException>(() => reconciler.RunAsync([request], checkMode: false, CancellationToken.None));
        return failure!.Code;
    }
}
