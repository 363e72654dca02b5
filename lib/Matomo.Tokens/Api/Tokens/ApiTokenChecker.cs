using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Inventory;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>Asks Matomo's HTTP API whether a value is a live token, and whose. It needs nothing but the value.</summary>
public sealed class ApiTokenChecker : IDisposable
{
    private const string Login = "login";
    private const string Anonymous = "anonymous";

    private readonly ApiOptions _options;
    private readonly MatomoClient _client;
    private readonly RefusalDiagnosis _diagnosis;
    private readonly TokenVerifier _verifier;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="options">Where and how.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: a certificate file cannot be read. Nothing was sent.</exception>
    public ApiTokenChecker(ApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _client = new MatomoClient(options);
        _diagnosis = new RefusalDiagnosis(_client);
        _verifier = new TokenVerifier(_client, _diagnosis);
    }

    /// <summary>Checks a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What Matomo tells. A value that is no live token is shown to Matomo once (5.x) or twice (3.x, 4.x), since each time may count as a failed login; once more before 3.6.</returns>
    /// <exception cref="TokenException">Matomo is not there, answers nobody at this address, or answers otherwise than Matomo does.</exception>
    public async Task<TokenCheck> CheckAsync(TokenValue value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        var check = await ValidityAsync(value, cancellationToken);
        check = check.IsValid ? check with { MatomoVersion = await VersionAsync(value, cancellationToken) } : check;
        return check with { Warnings = [.. PlainHttp.Warnings(_options.Url, "the token crosses"), .. check.Warnings] };
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static TokenCheck Invalid => new() { IsValid = false };

    // 5.x refuses an invalid token everywhere; 3.x and 4.x take its bearer for the anonymous user, who is no super user.
    private async Task<TokenCheck> ValidityAsync(TokenValue value, CancellationToken cancellationToken)
    {
        var call = MatomoMethods.HasSuperUserAccess(value);
        var answer = await _client.CallAsync(call, cancellationToken);
        if (answer.IsRefusal)
        {
            await _diagnosis.RequireServiceAsync(call, answer, cancellationToken);
            await _diagnosis.RequireAnsweredAddressAsync(call, answer, cancellationToken);
            return Invalid;
        }

        return answer.IsTrue ? await SuperUserAsync(value, cancellationToken) : await OrdinaryUserAsync(value, cancellationToken);
    }

    private async Task<TokenCheck> OrdinaryUserAsync(TokenValue value, CancellationToken cancellationToken)
    {
        var answer = await _client.CallAsync(MatomoMethods.OwnUser(value), cancellationToken);
        return answer.TextsOf(Login).ToList() switch
        {
            // 3.x and 4.x list the bearer of an invalid token as a user without a login.
            [null] or [Anonymous] => Invalid,
            [var login] => new TokenCheck { IsValid = true, Login = login, IsSuperUser = false },
            _ => await WithoutLoginAsync(value, cancellationToken),
        };
    }

    private async Task<TokenCheck> WithoutLoginAsync(TokenValue value, CancellationToken cancellationToken) =>
        await _verifier.IsNotAnonymousAsync(value, cancellationToken)
            ? new TokenCheck
            {
                IsValid = true,
                IsSuperUser = false,
                Warnings = ["The value is a live token, but this Matomo does not tell whose (UsersManager.getUsersPlusRole): login is null."],
            }
            : Invalid;

    // To a super user Matomo answers as to any other super user: only where there is one it is known which.
    private async Task<TokenCheck> SuperUserAsync(TokenValue value, CancellationToken cancellationToken)
    {
        var answer = await _client.CallAsync(MatomoMethods.SuperUsers(value), cancellationToken);
        var check = new TokenCheck { IsValid = true, IsSuperUser = true };
        return answer.TextsOf(Login).ToList() is [{ } only]
            ? check with { Login = only }
            : check with { Warnings = ["The value is a super user's token, but Matomo's API does not tell super users apart: login is null."] };
    }

    private async Task<string?> VersionAsync(TokenValue value, CancellationToken cancellationToken) =>
        (await _client.CallAsync(MatomoMethods.Version(value), cancellationToken)) is { IsRefusal: false } answer ? answer.Value?.Value as string : null;
}
