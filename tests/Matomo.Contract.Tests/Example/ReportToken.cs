using Matomo.Tokens;
using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Api.Tokens;
using Matomo.Tokens.Configuration;
using Matomo.Tokens.Database.Tokens;
using Matomo.Tokens.Reconciling;
using Matomo.Tokens.Requests;
using Matomo.Tokens.Stores;

namespace Example;

/// <summary>Keeps a token for alice's reports in a file: 90 days long, then with a new value.</summary>
public static class ReportToken
{
    /// <summary>In the database of an installation, without her password.</summary>
    public static Task<TokenOutcome> KeepInDatabaseAsync(string installation, string file, CancellationToken cancellationToken = default)
    {
        var options = MatomoConfiguration.Read(installation).ToDatabaseOptions();
        return KeepAsync(new DatabaseTokenStore(options), file, cancellationToken);
    }

    /// <summary>Over HTTP, with her password.</summary>
    public static async Task<TokenOutcome> KeepOverApiAsync(
        string url, string password, string file, CancellationToken cancellationToken = default)
    {
        var options = new ApiOptions
        {
            Url = MatomoUrl.Parse(url),
            Credentials = new Dictionary<string, UserCredentials> { ["alice"] = new(new Secret(password)) },
        };
        using var store = new ApiTokenStore(options, TimeProvider.System);
        return await KeepAsync(store, file, cancellationToken);
    }

    private static async Task<TokenOutcome> KeepAsync(ITokenStore store, string file, CancellationToken cancellationToken)
    {
        var request = new TokenRequest
        {
            Login = "alice",
            Description = TokenDescription.Parse("Monthly reports"),
            ExpiresIn = TokenLifetime.Parse("ExpiresIn", "90d"),
            RenewBefore = TokenLifetime.Parse("RenewBefore", "14d"),
            TokenFile = new TokenFileRequest(file),
        };
        var reconciler = new TokenReconciler(store, TimeProvider.System);
        var result = await reconciler.RunAsync([request], checkMode: false, cancellationToken);
        return result.Outcomes.Single();
    }
}
