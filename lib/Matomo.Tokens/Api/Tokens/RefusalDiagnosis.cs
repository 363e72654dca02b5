using Matomo.Tokens.Api.Client;
using Matomo.Tokens.TwoFactor;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>
/// Finds out why Matomo refused. Its messages are in the installation's language and most refusals have the same status and shape, so further calls,
/// which hold no password and no token and cannot create or count as a failed login, tell the reasons apart.
/// </summary>
internal sealed class RefusalDiagnosis
{
    private const string LockedOutAdvice =
        "Wait an hour, or have an operator run ./console login:unblock-blocked-ips in the Matomo directory. Find the password or token that is wrong.";

    // Matomo checks two-factor authentication last, when the row is there.
    private const string LeftBehind =
        "Matomo has made a token that nobody knows the value of, and leaves it behind: revoke it there (Settings, Personal, Security of that user).";

    private readonly MatomoClient _client;

    public RefusalDiagnosis(MatomoClient client)
    {
        _client = client;
    }

    /// <summary>Matomo's own refusal, which nothing else is known of.</summary>
    public static TokenException Other(MatomoCall call, MatomoAnswer answer) => new(
        TokenErrorCode.MatomoError,
        $"{call.Method} was refused: HTTP {answer.Status}, {Quote(answer)}. {TransportFailure.Doubt(call with { MayCreate = call.MayCreate && answer.Status >= HttpStatus.ServerError })}");

    /// <summary>Why Matomo did not take a password.</summary>
    public async Task<TokenException> OfPasswordAsync(MatomoCall call, MatomoAnswer answer, string login, CancellationToken cancellationToken) =>
        await OfServiceAsync(call, answer, cancellationToken) ?? WrongPassword(answer, login);

    /// <summary>Why Matomo gave no token, in 4.0 and later although the password is right.</summary>
    public async Task<TokenException> OfCreationAsync(MatomoCall call, MatomoAnswer answer, string login, bool sentCode, CancellationToken cancellationToken) =>
        await OfServiceAsync(call, answer, cancellationToken) ?? answer.Status switch
        {
            HttpStatus.Unauthorized => TwoFactor(call, answer, login, sentCode),
            HttpStatus.Ok => IsOfDatabase(answer) ? Unwritable(call, answer, login) : TwoFactorForEverybody(call, answer, login),
            _ => Other(call, answer),
        };

    /// <summary>Passes when the refusal of a token may be about the token.</summary>
    /// <exception cref="TokenException">It is about the address or the database.</exception>
    public async Task RequireServiceAsync(MatomoCall call, MatomoAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Status == HttpStatus.Forbidden)
            throw LockedOut(call, answer);

        if (answer.Status < HttpStatus.ServerError)
            return;

        var database = await _client.CallAsync(MatomoMethods.CreateNothing, cancellationToken);
        throw answer.Status == HttpStatus.ServerError && database.Status < HttpStatus.ServerError ? LockedOut(call, answer) : Other(call, answer);
    }

    /// <summary>Passes when Matomo answers this address: 3.x refuses everything of one that is locked out, 4.x of one that may not use the API, in the way it refuses a token.</summary>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.LockedOut"/> or <see cref="TokenErrorCode.MatomoError"/>: it does not.</exception>
    public async Task RequireAnsweredAddressAsync(MatomoCall call, MatomoAnswer answer, CancellationToken cancellationToken)
    {
        if (await OfAddressAsync(call, answer, cancellationToken) is { } blocked)
            throw blocked;
    }

    private async Task<TokenException?> OfServiceAsync(MatomoCall call, MatomoAnswer answer, CancellationToken cancellationToken) => answer.Status switch
    {
        HttpStatus.Forbidden => LockedOut(call, answer),
        >= HttpStatus.ServerError => Other(call, answer),
        _ => await OfAddressAsync(call, answer, cancellationToken),
    };

    // The driver's own words, PDO's and mysqli's, which Matomo passes on untranslated.
    private static bool IsOfDatabase(MatomoAnswer answer) => answer.Names("SQLSTATE[") || answer.Names("Mysqli ");

    // A locked out address is refused wherever a token is looked at, one that is not allowed everywhere.
    private async Task<TokenException?> OfAddressAsync(MatomoCall call, MatomoAnswer answer, CancellationToken cancellationToken)
    {
        // A 400 is about the bulk request: 5.13 compares the tokens of its parts, though not with none (read: matomo#24818).
        var probe = await _client.CallAsync(MatomoMethods.LockOutProbe, cancellationToken);
        if (!probe.IsRefusal || probe.Status == HttpStatus.BadRequest)
            return null;

        var anonymous = await _client.CallAsync(MatomoMethods.AnonymousPreference, cancellationToken);
        return anonymous.IsRefusal && anonymous.Status != HttpStatus.ServerError ? Other(call, answer) : LockedOut(call, answer);
    }

    private static TokenException LockedOut(MatomoCall call, MatomoAnswer answer) => new(
        TokenErrorCode.LockedOut,
        $"{call.Method} was refused: HTTP {answer.Status}, {Quote(answer)}. Matomo refuses logins from this address, or of this login, after too many failed ones, right passwords and "
        + $"valid tokens included. {LockedOutAdvice} Nothing was changed.",
        reason: new FailureReason.TooManyAtOnce());

    private static TokenException TwoFactor(MatomoCall call, MatomoAnswer answer, string login, bool sentCode)
    {
        var made = call.MayCreate ? $" {LeftBehind}" : "";
        return sentCode
            ? new TokenException(
                TokenErrorCode.TwoFactorRejected,
                $"Matomo rejected the two-factor code for \"{login}\": {Quote(answer)}. A code is good once and for about a minute: give a fresh one, or check the secret and "
                + $"that this host's clock is right. The code is spent now.{made}",
                reason: new FailureReason.TwoFactorCode())
            : new TokenException(
                TokenErrorCode.TwoFactorRequired,
                $"\"{login}\" has two-factor authentication: {Quote(answer)}. Give a code, or the secret that codes are computed from.{made}",
                reason: new FailureReason.TwoFactorCode());
    }

    private static TokenException TwoFactorForEverybody(MatomoCall call, MatomoAnswer answer, string login) => new(
        TokenErrorCode.TwoFactorRequired,
        $"Matomo gives \"{login}\" no token: {Quote(answer)}. {(call.MayCreate ? "The password is right" : "Whether the password is right, Matomo 3 does not tell")}. Two-factor authentication is "
        + $"required of every user of this Matomo, and this one has not set it up: log in to Matomo as that user, set it up, and give its secret.{ByAddress(login)}"
        + (call.MayCreate ? $" {LeftBehind}" : ""),
        reason: new FailureReason.NeedsDatabase());

    // Matomo before 5.8 looks for the two-factor authentication of a user of that login, and finds none.
    private static string ByAddress(string login) => login.Contains('@', StringComparison.Ordinal) ? " A user who has it must be named by the login here, not by the e-mail address." : "";

    private static TokenException Unwritable(MatomoCall call, MatomoAnswer answer, string login) => new(
        TokenErrorCode.MatomoError,
        $"{call.Method} was refused for \"{login}\": HTTP {answer.Status}, {Quote(answer)}. These are the words of Matomo's database, and the password is not the reason. Look into the database of that "
        + "Matomo. Nothing was created.");

    private static TokenException WrongPassword(MatomoAnswer answer, string login) => new(
        TokenErrorCode.AuthenticationFailed,
        $"Matomo did not create a token for \"{login}\": {Quote(answer)}. Most likely the password is wrong, or there is no such user; Matomo does not tell which. It was tried once.",
        reason: new FailureReason.NeedsDatabase());

    private static string Quote(MatomoAnswer answer) => answer.Message.Length == 0 ? "without a message" : $"\"{answer.Message}\"";
}
