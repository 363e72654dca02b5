using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Inventory;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>Asks Matomo's HTTP API whether a value is a live token, and whose. It needs nothing but the value.</summary>
/// <param name="options">Where the API is and how it is spoken to.</param>
/// <exception cref="TokenException">An option cannot be used. Nothing was sent.</exception>
public sealed class ApiTokenChecker(ApiOptions options) : ITokenTrial, IDisposable
{
    private const string Login = "login";
    private const string Anonymous = "anonymous";

    private readonly MatomoClient _client = new(options);

    /// <summary>Checks a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// What Matomo tells. A value that is no live token is shown to Matomo once (5.x) or twice (3.x, 4.x), since each time may count as a
    /// failed login; once more before 3.6.
    /// </returns>
    /// <exception cref="TokenException">Matomo is not there, answers nobody at this address, or answers as no Matomo does.</exception>
    public async Task<TokenCheck> CheckAsync(TokenValue value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        var check = await ValidityAsync(value, cancellationToken);
        if (check.IsValid)
            check = check with { MatomoVersion = (await _client.CallAsync(MatomoMethods.Version(value), cancellationToken)).ValueText };

        return check with { Warnings = [.. _client.Warnings("the token crosses"), .. check.Warnings] };
    }

    /// <inheritdoc/>
    async Task<TrialResult> ITokenTrial.TryAsync(string login, TokenValue value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        var undecided = new TrialResult(TrialVerdict.Undecided, _client.Url.AbsoluteUri)
        {
            Warnings = [.. _client.Warnings("the token that was tried crossed")],
        };
        try
        {
            var isLive = await new TokenVerifier(_client).IsLiveOfAsync(login, value, cancellationToken);
            return undecided with { Verdict = isLive ? TrialVerdict.Accepted : TrialVerdict.Refused };
        }
        catch (TokenException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // The value that was tried is stored.
            return undecided with { Reason = exception.Message.Replace(" Nothing was changed.", "", StringComparison.Ordinal) };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static TokenCheck Invalid => new() { IsValid = false };

    // 5.x refuses an invalid token everywhere; 3.x and 4.x take its bearer for the anonymous user, who is no super user.
    private async Task<TokenCheck> ValidityAsync(TokenValue value, CancellationToken cancellationToken)
    {
        var answer = await _client.CallAsync(MatomoMethods.HasSuperUserAccess(value), cancellationToken);
        if (answer.IsRefusal)
        {
            await new RefusalDiagnosis(_client).RequireRefusalOfTokenAsync(answer, cancellationToken);
            return Invalid;
        }

        return answer.IsTrue ? await SuperUserAsync(value, cancellationToken) : await OrdinaryUserAsync(value, cancellationToken);
    }

    private async Task<TokenCheck> OrdinaryUserAsync(TokenValue value, CancellationToken cancellationToken)
    {
        var answer = await _client.CallAsync(MatomoMethods.OwnUser(value), cancellationToken);
        var valid = new TokenCheck { IsValid = true, IsSuperUser = false };
        return answer.TextsOf(Login) switch
        {
            // 3.x and 4.x list the bearer of an invalid token as a user without a login.
            [null] or [Anonymous] => Invalid,
            [var login] => valid with { Login = login },
            _ when !await new TokenVerifier(_client).IsNotAnonymousAsync(value, cancellationToken) => Invalid,
            _ => valid with
            {
                Warnings = ["The value is a live token, but Matomo does not tell whose (UsersManager.getUsersPlusRole): login is null."],
            },
        };
    }

    // To a super user Matomo answers as to any other super user: only where there is one it is known which.
    private async Task<TokenCheck> SuperUserAsync(TokenValue value, CancellationToken cancellationToken)
    {
        var answer = await _client.CallAsync(MatomoMethods.SuperUsers(value), cancellationToken);
        var check = new TokenCheck { IsValid = true, IsSuperUser = true };
        return answer.TextsOf(Login) is [{ } only]
            ? check with { Login = only }
            : check with { Warnings = ["It is a super user's token, but Matomo's API does not tell super users apart: login is null."] };
    }
}
