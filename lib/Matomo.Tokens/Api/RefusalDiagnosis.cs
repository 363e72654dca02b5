using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Api;

/// <summary>
/// Finds out why Matomo refused. Its messages are in the installation's language and most refusals have the same status and shape, so further calls,
/// which hold no password and no token and cannot create or count as a failed login, tell the reasons apart.
/// </summary>
internal sealed class RefusalDiagnosis
{
    private const string LockedOutAdvice =
        "Wait an hour, or have an operator run ./console login:unblock-blocked-ips in the Matomo directory. When many hosts share an address, use throttle or run_once, and find the password or token that is wrong.";

    private readonly MatomoClient _client;

    public RefusalDiagnosis(MatomoClient client)
    {
        _client = client;
    }

    /// <summary>Matomo's own refusal, which nothing else is known of.</summary>
    public static TokenException Other(MatomoCall call, MatomoAnswer answer) => new(
        TokenErrorCode.MatomoError,
        $"{call.Method} was refused: HTTP {answer.Status}, {Quote(answer)}. {TransportFailure.Doubt(call with { MayCreate = call.MayCreate && answer.Status >= HttpStatus.ServerError })}");

    /// <summary>Why a token could not be created.</summary>
    public async Task<TokenException> OfCreationAsync(MatomoCall call, MatomoAnswer answer, string login, bool sentCode, CancellationToken cancellationToken)
    {
        switch (answer.Status)
        {
            case HttpStatus.Forbidden:
                return LockedOut(call, answer);
            case >= HttpStatus.ServerError:
                return Other(call, answer);
            default:
                break;
        }

        if (await OfAddressAsync(call, answer, cancellationToken) is { } blocked)
        {
            return blocked;
        }

        return answer.Status == HttpStatus.Unauthorized ? TwoFactor(call, answer, login, sentCode) : WrongPassword(answer, login);
    }

    /// <summary>Passes when the refusal of a token may be about the token.</summary>
    /// <exception cref="TokenException">It is about the address or the database.</exception>
    public async Task RequireServiceAsync(MatomoCall call, MatomoAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Status == HttpStatus.Forbidden)
        {
            throw LockedOut(call, answer);
        }

        if (answer.Status < HttpStatus.ServerError)
        {
            return;
        }

        var database = await _client.CallAsync(MatomoMethods.CreateNothing, cancellationToken);
        throw answer.Status == HttpStatus.ServerError && database.Status < HttpStatus.ServerError ? LockedOut(call, answer) : Other(call, answer);
    }

    /// <summary>Passes when Matomo answers this address: 3.x refuses everything of one that is locked out, 4.x of one that may not use the API, in the way it refuses a token.</summary>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.LockedOut"/> or <see cref="TokenErrorCode.MatomoError"/>: it does not.</exception>
    public async Task RequireAnsweredAddressAsync(MatomoCall call, MatomoAnswer answer, CancellationToken cancellationToken)
    {
        if (await OfAddressAsync(call, answer, cancellationToken) is { } blocked)
        {
            throw blocked;
        }
    }

    // A locked out address is refused wherever a token is looked at, one that is not allowed everywhere.
    private async Task<TokenException?> OfAddressAsync(MatomoCall call, MatomoAnswer answer, CancellationToken cancellationToken)
    {
        if (!(await _client.CallAsync(MatomoMethods.LockOutProbe, cancellationToken)).IsRefusal)
        {
            return null;
        }

        var anonymous = await _client.CallAsync(MatomoMethods.AnonymousPreference, cancellationToken);
        return anonymous.IsRefusal && anonymous.Status != HttpStatus.ServerError ? Other(call, answer) : LockedOut(call, answer);
    }

    private static TokenException LockedOut(MatomoCall call, MatomoAnswer answer) => new(
        TokenErrorCode.LockedOut,
        $"{call.Method} was refused: HTTP {answer.Status}, {Quote(answer)}. Matomo refuses logins from this address, or of this login, after too many failed ones, right passwords and "
        + $"valid tokens included. {LockedOutAdvice} Nothing was changed.");

    private static TokenException TwoFactor(MatomoCall call, MatomoAnswer answer, string login, bool sentCode)
    {
        var made = call.MayCreate ? " Matomo has made a token that nobody knows the value of (it checks the code last)." : "";
        return sentCode
            ? new TokenException(
                TokenErrorCode.TwoFactorRejected,
                $"Matomo rejected the two-factor code for \"{login}\": {Quote(answer)}. A code is good once and for about a minute: give a fresh auth_code, or check totp_secret and "
                + $"that this host's clock is right. The code is spent now.{made}")
            : new TokenException(
                TokenErrorCode.TwoFactorRequired,
                $"\"{login}\" has two-factor authentication: {Quote(answer)}. Give auth_code or totp_secret.{made}");
    }

    private static TokenException WrongPassword(MatomoAnswer answer, string login) => new(
        TokenErrorCode.AuthenticationFailed,
        $"Matomo did not create a token for \"{login}\": {Quote(answer)}. Most likely the password is wrong, or there is no such user; Matomo does not tell which. It was tried once. "
        + "A user whose password nobody knows needs the database backend (config_file).");

    private static string Quote(MatomoAnswer answer) => answer.Message.Length == 0 ? "without a message" : $"\"{answer.Message}\"";
}
