using System.Runtime.CompilerServices;
using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>Matomo's HTTP API as a store. It creates a token for whoever knows the user's password, and recognises a value that it is shown; it can neither list nor change nor revoke.</summary>
public sealed class ApiTokenStore : ITokenStore, IDisposable
{
    // Each may count as two failed logins, and a wrong password or two-factor code, which ends the run, as one more. 20 within an hour lock the address out, for
    // every other host behind it as well.
    private const int MostRefusedTokens = 5;

    private readonly ApiOptions _options;
    private readonly TimeProvider _clock;
    private readonly MatomoClient _client;
    private readonly RefusalDiagnosis _diagnosis;
    private readonly TokenVerifier _verifier;
    private readonly PasswordCheck _passwords;
    private readonly SecureOnlySupport _secureOnly;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: a certificate file cannot be read. Nothing was sent.</exception>
    public ApiTokenStore(ApiOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _clock = clock;
        _client = new MatomoClient(options);
        _diagnosis = new RefusalDiagnosis(_client);
        _verifier = new TokenVerifier(_client, _diagnosis);
        _passwords = new PasswordCheck(_client, _diagnosis);
        _secureOnly = new SecureOnlySupport(_client);
    }

    /// <inheritdoc/>
    public string Name => "api";

    /// <inheritdoc/>
    public string? Url => _options.Url.AbsoluteUri;

    /// <inheritdoc/>
    public bool IsTransactional => false;

    /// <summary>What the user should know whether or not the run ends well.</summary>
    public IReadOnlyList<string> Warnings => PlainHttp.Warnings(_options.Url, "password and token cross");

    /// <inheritdoc/>
    /// <remarks>
    /// One call for a value whose owner an earlier run noted, two to three otherwise; one, without any credential, where a token may have to be made, and one more
    /// where that shall be secure_only and a token can tell the version.
    /// </remarks>
    public async Task<StoreObservation> ReadAsync(IReadOnlyList<TokenQuery> queries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queries);
        var tokens = new List<TokenObservation>(queries.Count);
        var refused = 0;
        for (var at = 0; at < queries.Count; at++)
        {
            try
            {
                tokens.Add(await ReadAsync(queries[at], cancellationToken));
                refused += tokens[at].Values.Count(value => value.Status == ValueStatus.Unknown);
                RequireFewRefused(refused);
            }
            catch (TokenException exception)
            {
                throw exception.ForRequest(at);
            }
        }

        var now = _clock.GetUtcNow();
        var making = queries.Zip(tokens).Where(pair => TokenPlanner.NeedsNewValue(pair.First.Request, pair.Second.Values, now)).Select(pair => pair.First.Request).ToList();
        var abilities = making.Count == 0 ? StoreAbilities.Api : await AbilitiesAsync(making, tokens, cancellationToken);
        return new StoreObservation { Now = now, Abilities = abilities, MatomoVersion = _secureOnly.MatomoVersion, Tokens = tokens };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AppliedStep> ApplyAsync(TokenPlan plan, IValueKeeper keeper, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(keeper);
        for (var at = 0; at < plan.Steps.Count; at++)
        {
            var step = plan.Steps[at];
            foreach (var change in step.Changes)
            {
                var value = await ApplyAsync(step, change, at, cancellationToken);
                var applied = new AppliedStep(step, value, step.Token);
                if (change is StoreChange.Create { SecureOnly: true })
                {
                    // In safety before Matomo is asked; what the answer says is noted then.
                    keeper.Keep(step, value, step.Token! with { SecureOnly = null });
                    applied = await WithSecureOnlyAsync(applied, value, cancellationToken);
                }

                keeper.Keep(step, value, applied.Token!);
                yield return applied;
            }
        }
    }

    private async Task<TokenValue> ApplyAsync(TokenStep step, StoreChange change, int index, CancellationToken cancellationToken)
    {
        try
        {
            return change switch
            {
                StoreChange.Create create => await CreateAsync(step, create, cancellationToken),
                StoreChange.Retrieve => await RetrieveAsync(step, cancellationToken),
                _ => throw new InvalidOperationException($"The API cannot do {change.GetType().Name}, and the planner should have known."),
            };
        }
        catch (TokenException exception)
        {
            throw exception.ForRequest(index);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private void RequireFewRefused(int refused)
    {
        if (refused > MostRefusedTokens)
        {
            throw new TokenException(
                TokenErrorCode.LockedOut,
                $"More than {MostRefusedTokens} of the values that this task knows are no live tokens (any more) at {_options.Url}, and each that Matomo refuses counts as a failed login: "
                + "the run stops before Matomo locks this address out (20 within an hour). Nothing was made. If all of them are dead, say recreate: always once, or remove their token files; or use the database backend (config_file).");
        }
    }

    private async Task<TokenObservation> ReadAsync(TokenQuery query, CancellationToken cancellationToken)
    {
        var login = query.Request.Login;
        var values = new List<ObservedValue>();
        foreach (var candidate in query.Candidates)
        {
            values.Add(await _verifier.VerifyAsync(login, candidate, IsProven(login, candidate), cancellationToken));
            if (values[^1].Status != ValueStatus.Unknown)
            {
                break;
            }
        }

        return new TokenObservation
        {
            Login = login,
            Values = values,
            Warnings = _verifier.OwnerIsAssumed
                ? [$"The value is a super user's token and \"{login}\" is a super user, but Matomo's API does not tell super users apart: that it is this user's is assumed."]
                : [],
        };
    }

    private bool IsProven(string login, ValueCandidate candidate) => candidate.Companion is { } noted && noted.Login == login && noted.Url == Url;

    private async Task<StoreAbilities> AbilitiesAsync(List<TokenRequest> making, List<TokenObservation> tokens, CancellationToken cancellationToken)
    {
        var answer = await _client.CallAsync(MatomoMethods.CreateNothing, cancellationToken);
        var abilities = ApiGeneration.Of(answer) ?? throw RefusalDiagnosis.Other(MatomoMethods.CreateNothing, answer);
        if (!abilities.SetsSecureOnly || making.All(request => request.SecureOnly != true))
        {
            return abilities;
        }

        if (tokens.SelectMany(token => token.Values).FirstOrDefault(value => value.Status != ValueStatus.Unknown) is { } live)
        {
            await _secureOnly.AskAsync(live.Candidate.Value, cancellationToken);
        }

        return abilities with { SetsSecureOnly = _secureOnly.IsThere ?? true };
    }

    private async Task<TokenValue> CreateAsync(TokenStep step, StoreChange.Create create, CancellationToken cancellationToken)
    {
        var credentials = step.Request.Credentials!;
        await _passwords.RequireAsync(step.Login, credentials, create, cancellationToken);
        var code = credentials.Codes is { } codes ? await codes.NextAsync(cancellationToken) : null;
        var call = MatomoMethods.Create(step.Login, credentials.Password, create, code);
        var answer = await _client.CallAsync(call, cancellationToken);
        if (answer.IsRefusal)
        {
            throw await _diagnosis.OfCreationAsync(call, answer, step.Login, code is not null, cancellationToken);
        }

        return Value(call, answer);
    }

    // 5.7 has the status that tells 5.8, and ignores secureOnly as every version before it. Only the new token can tell the version, where none was live before.
    private async Task<AppliedStep> WithSecureOnlyAsync(AppliedStep made, TokenValue value, CancellationToken cancellationToken)
    {
        if (_secureOnly.IsThere is null)
        {
            await _secureOnly.AskAsync(value, cancellationToken);
        }

        return _secureOnly.IsThere switch
        {
            true => made,
            false => made with
            {
                Token = made.Token! with { SecureOnly = false },
                Warnings = [$"The new token is NOT secure_only: Matomo {_secureOnly.MatomoVersion} ignores it, and 5.8 is the first version whose API takes it. Set it with the database backend."],
            },
            null => made with
            {
                Token = made.Token! with { SecureOnly = null },
                Warnings = ["Whether the new token is secure_only is not known: Matomo tells its version only to a user with a site, and before 5.8 its API ignores secure_only."],
            },
        };
    }

    private async Task<TokenValue> RetrieveAsync(TokenStep step, CancellationToken cancellationToken)
    {
        var credentials = step.Request.Credentials!;
        var code = credentials.Codes is { } codes ? await codes.NextAsync(cancellationToken) : null;
        var call = MatomoMethods.TokenOfMatomo3(step.Login, credentials.Password, code);
        var answer = await _client.CallAsync(call, cancellationToken);
        if (answer.IsRefusal)
        {
            throw await _diagnosis.OfCreationAsync(call, answer, step.Login, code is not null, cancellationToken);
        }

        // With a wrong password Matomo 3 answers a value too, a made-up one.
        var value = Value(call, answer);
        var preference = await _client.CallAsync(MatomoMethods.PreferenceOf(step.Login, value), cancellationToken);
        return !preference.IsRefusal || await _verifier.IsNotAnonymousAsync(value, cancellationToken)
            ? value
            : throw new TokenException(
                TokenErrorCode.AuthenticationFailed,
                $"Matomo 3 gave a value for \"{step.Login}\" that it does not accept, which is how it answers a wrong password or an unknown user. It was tried once; check login and password.");
    }

    private TokenValue Value(MatomoCall call, MatomoAnswer answer) =>
        TokenValue.TryParse(answer.Value?.Value as string, out var value)
            ? value
            : throw new TokenException(
                TokenErrorCode.NotMatomo,
                $"{TransportFailure.What(call, _options.Url)}: the answer (HTTP {answer.Status}) holds no token of 32 lower-case hexadecimal characters. {TransportFailure.Doubt(call)}");
}
