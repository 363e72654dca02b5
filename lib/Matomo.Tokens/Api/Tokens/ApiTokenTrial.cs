using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Api.Tokens;

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
            var isLive = await _verifier.IsLiveOfAsync(login, value, cancellationToken);
            return new TrialResult(isLive ? TrialVerdict.Accepted : TrialVerdict.Refused, where) { Warnings = plain };
        }
        catch (TokenException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // The value that was tried is stored.
            return new TrialResult(TrialVerdict.Undecided, where) { Reason = exception.Message.Replace(" Nothing was changed.", "", StringComparison.Ordinal), Warnings = plain };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
