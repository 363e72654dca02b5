using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>
/// Matomo's HTTP API as a store. It creates a token for whoever knows the user's password, and recognises a value that it is shown; it can
/// neither list nor change nor revoke.
/// </summary>
public sealed class ApiTokenStore : ITokenStore, IDisposable
{
    // Each may count as two failed logins, and a wrong password or two-factor code, which ends the run, as one more. 20 within an hour lock
    // the address out, for every other host behind it as well.
    private const int MostRefusedTokens = 5;

    private readonly ApiOptions _options;
    private readonly TimeProvider _clock;
    private readonly MatomoClient _client;
    private readonly TokenVerifier _verifier;
    private readonly SecureOnlySupport _secureOnly;

    /// <summary>Sends nothing yet.</summary>
    /// <param name="options">Where the API is and how it is spoken to.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="TokenException">An option cannot be used. Nothing was sent.</exception>
    public ApiTokenStore(ApiOptions options, TimeProvider clock)
    {
        _client = new MatomoClient(options);
        _options = options;
        _clock = clock;
        _verifier = new TokenVerifier(_client);
        _secureOnly = new SecureOnlySupport(_client);
    }

    /// <inheritdoc/>
    public string Name => "api";

    /// <inheritdoc/>
    string? ITokenStore.Url => Url;

    /// <summary>What the user should know whether or not the run ends well.</summary>
    public IReadOnlyList<string> Warnings => [.. _client.Warnings("password and token cross")];

    /// <inheritdoc/>
    /// <remarks>
    /// One call for a value whose owner an earlier run noted, two to three otherwise; one, without any credential, where a token may have
    /// to be made, and one more where that shall be secure_only and a token can tell the version.
    /// </remarks>
    async Task<ITokenSession> ITokenStore.OpenAsync(IReadOnlyList<TokenQuery> queries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queries);
        var now = _clock.GetUtcNow();
        var tokens = new List<TokenObservation>(queries.Count);
        var making = new List<TokenRequest>();
        foreach (var query in queries)
        {
            var token = await TokenException.NamingAsync(query.Index, ReadAsync(query, cancellationToken));
            tokens.Add(token);
            RequireFewRefused(tokens, query.Index);
            if (TokenPlanner.NeedsNewValue(query.Request, token.Values, now))
                making.Add(query.Request);
        }

        var abilities = making.Count == 0 ? StoreAbilities.Api : await AbilitiesAsync(making, tokens, cancellationToken);
        return new ApiTokenSession(_options, _client, _secureOnly, new StoreObservation
        {
            Now = now,
            Abilities = abilities,
            MatomoVersion = _secureOnly.MatomoVersion,
            Tokens = tokens,
        });
    }

    private string Url => _options.Url.AbsoluteUri;

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private void RequireFewRefused(List<TokenObservation> tokens, int index)
    {
        if (tokens.SelectMany(token => token.Values).Count(value => value.Status == ValueStatus.Unknown) > MostRefusedTokens)
        {
            throw new TokenException(
                TokenErrorCode.LockedOut,
                $"More than {MostRefusedTokens} of the values that are known are no live tokens (any more) at {Url}, and each that Matomo "
                + "refuses counts as a failed login: the run stops before Matomo locks this address out (20 within an hour). Nothing was "
                + "made. If all of them are dead, remove their token files.",
                reason: new FailureReason.TooManyRefused())
            { RequestIndex = index };
        }
    }

    private async Task<TokenObservation> ReadAsync(TokenQuery query, CancellationToken cancellationToken)
    {
        var login = query.Request.Login;
        var values = new List<ObservedValue>();
        foreach (var candidate in query.Candidates)
        {
            var isProven = candidate.Companion is { } noted && noted.Login == login && noted.Url == Url;
            values.Add(await _verifier.VerifyAsync(login, candidate, isProven, cancellationToken));
            if (values[^1].Status != ValueStatus.Unknown && query.Request is { Value: null } or { State: TokenState.Absent })
                break;
        }

        return new TokenObservation
        {
            Login = login,
            HasPassword = _options.Credentials.ContainsKey(login),
            Values = values,
            Warnings = values.Any(value => value.OwnerIsAssumed)
                ? [$"The value is a super user's token and \"{login}\" is a super user, but Matomo's API does not tell super users apart: "
                    + "that it is this user's is assumed."]
                : [],
        };
    }

    private async Task<StoreAbilities> AbilitiesAsync(
        List<TokenRequest> making, List<TokenObservation> tokens, CancellationToken cancellationToken)
    {
        var answer = await _client.CallAsync(MatomoMethods.CreateNothing, cancellationToken);
        var abilities = ApiGeneration.Of(answer) ?? throw RefusalDiagnosis.Other(answer);
        if (!abilities.SetsSecureOnly || making.All(request => request.SecureOnly != true))
            return abilities;

        var live = tokens.SelectMany(token => token.Values).FirstOrDefault(value => value.Status != ValueStatus.Unknown);
        var isThere = live is null ? null : await _secureOnly.AskAsync(live.Candidate.Value, cancellationToken);
        return abilities with { SetsSecureOnly = isThere ?? true };
    }
}
