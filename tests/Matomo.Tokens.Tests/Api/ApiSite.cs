using Matomo.StandIn;
using Matomo.StandIn.Users;
using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Api.Tokens;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Reconciling;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Tests.Api;

/// <summary>Runs over the API of a stand-in, without a module around them.</summary>
internal sealed class ApiSite : MatomoSite
{
    private ApiSite(MatomoStandIn matomo, bool isReusable)
        : base(matomo, isReusable)
    {
        Api = new ApiOptions
        {
            Url = MatomoUrl.Parse(matomo.Url.AbsoluteUri),
            UseProxy = false,
            Timeout = TimeSpan.FromSeconds(20),
            Credentials = Credentials,
        };
    }

    public ApiOptions Api { get; set; }

    /// <summary>Those of every user of the stand-in, until a test changes them.</summary>
    public Dictionary<string, UserCredentials> Credentials { get; } =
        BuiltInUsers.All.ToDictionary(user => user.Login, user => new UserCredentials(new Secret(user.Password)));

    /// <summary>A token of alice's, which is kept in the file.</summary>
    public TokenRequest InFile => Sample.Present with { TokenFile = new TokenFileRequest(TokenFile) };

    /// <summary>What the last run warned of.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    public static Task<ApiSite> StartAsync(string version = Newest, string language = "en") => StartAsync(Installation(version, language));

    public static async Task<ApiSite> StartAsync(StandInOptions options)
    {
        var (matomo, isReusable) = await TakeAsync(options);
        return new ApiSite(matomo, isReusable);
    }

    /// <summary>A token of alice's, of which somebody has a value.</summary>
    public static TokenRequest Known(string value) => Sample.Present with { HasKnownToken = true, KnownToken = Sample.Value(value) };

    public void SetPassword(string login, string password) => Credentials[login] = new UserCredentials(new Secret(password));

    /// <summary>Brings about what is requested, by itself that of <see cref="InFile"/>; its outcome.</summary>
    public async Task<TokenOutcome> RunAsync(
        TokenAction expected, TokenRequest? request = null, bool checkMode = false, CancellationToken cancellationToken = default)
    {
        using var store = new ApiTokenStore(Api, TimeProvider.System);
        var reconciler = new TokenReconciler(store, TimeProvider.System);
        var result = await reconciler.RunAsync([request ?? InFile], checkMode, cancellationToken);
        Warnings = result.Warnings;
        var outcome = result.Outcomes.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Step.Action, Is.EqualTo(expected));
            Assert.That(result.Changed, Is.EqualTo(expected != TokenAction.None));
        }

        return outcome;
    }

    /// <summary>The failure of such a run.</summary>
    public async Task<TokenException> FailAsync(TokenErrorCode expected, TokenRequest request, params string[] words)
    {
        var failure = (await Assert.ThrowsAsync<TokenException>(() => RunAsync(TokenAction.None, request)))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Code, Is.EqualTo(expected), failure.Message);
            foreach (var word in words)
                Assert.That(failure.Message, Does.Contain(word));
        }

        return failure;
    }

    public Task<TokenException> FailAsync(TokenErrorCode expected, params string[] words) => FailAsync(expected, InFile, words);
}
