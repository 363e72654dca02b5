using Matomo.Tokens.Errors;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Stores;
using Matomo.Tokens.Values;

namespace Matomo.Tokens.Api;

/// <summary>Tries over Matomo's HTTP API whether a value that was stored elsewhere is a live token there.</summary>
public sealed class ApiTokenTrial : ITokenTrial, IDisposable
{
    private readonly ApiOptions _options;
    private readonly MatomoClient _client;
    private readonly TokenVerifier _verifier;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="options">Where and how.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: a certificate file cannot be read. Nothing was sent.</exception>
    public ApiTokenTrial(ApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _client = new MatomoClient(options);
        _verifier = new TokenVerifier(_client, new RefusalDiagnosis(_client));
    }

    /// <inheritdoc/>
    public async Task<TrialResult> TryAsync(string login, TokenValue value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(login);
        ArgumentNullException.ThrowIfNull(value);
        var where = _options.Url.AbsoluteUri;
        var plain = PlainHttp.Warnings(_options.Url, "the token that was tried crossed");
        try
        {
            var seen = await _verifier.VerifyAsync(login, new ValueCandidate(value, ValueSource.Requested, null), isProven: true, cancellationToken);
            return new TrialResult(seen.Status == ValueStatus.Unknown ? TrialVerdict.Refused : TrialVerdict.Accepted, where) { Warnings = plain };
        }
        catch (TokenException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new TrialResult(TrialVerdict.Undecided, where) { Reason = exception.Message, Warnings = plain };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
