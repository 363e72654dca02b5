using System.Net;
using Matomo.Tokens.Api.Client;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>
/// Finds out why Matomo refused. Its messages are in the installation's language and most refusals have the same status and shape, so
/// further calls, which hold no password and no token and cannot create or count as a failed login, tell the reasons apart.
/// </summary>
internal sealed class RefusalDiagnosis(MatomoClient client)
{
    // Matomo checks two-factor authentication last, when the row is there.
    private const string LeftBehind =
        " Matomo has made a token that nobody knows the value of, and leaves it behind: revoke it there (Settings, Personal, Security of "
        + "that user).";

    /// <summary>Matomo's own refusal, which nothing else is known of.</summary>
    public static TokenException Other(MatomoAnswer answer) => new(
        TokenErrorCode.MatomoError, $"{Refused(answer)}. {(Failed(answer) ? answer.Call : answer.Call with { MayCreate = false }).Doubt}");

    /// <summary>Why Matomo did not take a password.</summary>
    public async Task<TokenException> OfPasswordAsync(MatomoAnswer answer, string login, CancellationToken cancellationToken) =>
        await OfServiceAsync(answer, cancellationToken) ?? WrongPassword(answer, login);

    /// <summary>Why Matomo gave no token, in 4.0 and later although the password is right.</summary>
    public async Task<TokenException> OfCreationAsync(
        MatomoAnswer answer, string login, bool sentCode, CancellationToken cancellationToken) =>
        await OfServiceAsync(answer, cancellationToken) ?? answer.Status switch
        {
            HttpStatusCode.Unauthorized => TwoFactor(answer, login, sentCode),
            HttpStatusCode.OK => IsOfDatabase(answer) ? Unwritable(answer, login) : TwoFactorForEverybody(answer, login),
            _ => Other(answer),
        };

    /// <summary>Passes when the refusal of a token may be about the token.</summary>
    /// <exception cref="TokenException">It is about the login or the database.</exception>
    public async Task RequireServiceAsync(MatomoAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Status == HttpStatusCode.Forbidden)
            throw LockedOut(answer);

        if (!Failed(answer))
            return;

        var database = await client.CallAsync(MatomoMethods.CreateNothing, cancellationToken);
        throw answer.Status == HttpStatusCode.InternalServerError && !Failed(database) ? LockedOut(answer) : Other(answer);
    }

    /// <summary>Passes when the refusal of a token is about the token.</summary>
    /// <exception cref="TokenException">It is about the login, the database or the address.</exception>
    public async Task RequireRefusalOfTokenAsync(MatomoAnswer answer, CancellationToken cancellationToken)
    {
        await RequireServiceAsync(answer, cancellationToken);

        // 3.x refuses an address that is locked out in the way that it refuses a token; so do 4.x and 5.x one that may not use the API.
        if (await OfAddressAsync(answer, cancellationToken) is { } blocked)
            throw blocked;
    }

    private async Task<TokenException?> OfServiceAsync(MatomoAnswer answer, CancellationToken cancellationToken) => answer.Status switch
    {
        HttpStatusCode.Forbidden => LockedOut(answer),
        >= HttpStatusCode.InternalServerError => Other(answer),
        _ => await OfAddressAsync(answer, cancellationToken),
    };

    // A locked out address is refused wherever a token is looked at, one that is not allowed everywhere.
    private async Task<TokenException?> OfAddressAsync(MatomoAnswer answer, CancellationToken cancellationToken)
    {
        // A 400 is about the bulk request: 5.13 compares the tokens of its parts, though not with none (read: matomo#24818).
        var probe = await client.CallAsync(MatomoMethods.LockOutProbe, cancellationToken);
        if (!probe.IsRefusal || probe.Status == HttpStatusCode.BadRequest)
            return null;

        var anonymous = await client.CallAsync(MatomoMethods.AnonymousPreference, cancellationToken);
        return anonymous.IsRefusal && anonymous.Status != HttpStatusCode.InternalServerError ? Other(answer) : LockedOut(answer);
    }

    private static bool Failed(MatomoAnswer answer) => answer.Status >= HttpStatusCode.InternalServerError;

    // The driver's own words, PDO's and mysqli's, which Matomo passes on untranslated.
    private static bool IsOfDatabase(MatomoAnswer answer) => answer.Names("SQLSTATE[") || answer.Names("Mysqli ");

    private static string Refused(MatomoAnswer answer) => $"{answer.Call.Method} was refused: {answer.Words}";

    private static TokenException LockedOut(MatomoAnswer answer) => new(
        TokenErrorCode.LockedOut,
        $"{Refused(answer)}. Matomo refuses logins from this address, or of this login, after too many failed ones, right passwords and "
        + "valid tokens included. Wait an hour, or have an operator run ./console login:unblock-blocked-ips in the Matomo directory. Find "
        + "the password or token that is wrong. Nothing was changed.",
        reason: new FailureReason.TooManyAtOnce());

    private static TokenException TwoFactor(MatomoAnswer answer, string login, bool sentCode) => sentCode
        ? new TokenException(
            TokenErrorCode.TwoFactorRejected,
            $"Matomo rejected the two-factor code for \"{login}\": {answer.Quote}. A code is good once and for about a minute: give a "
            + $"fresh one, or check the secret and that this host's clock is right. The code is spent now.{Left(answer)}",
            reason: new FailureReason.TwoFactorCode())
        : new TokenException(
            TokenErrorCode.TwoFactorRequired,
            $"\"{login}\" has two-factor authentication: {answer.Quote}. Give a code, or the secret that codes are computed "
            + $"from.{Left(answer)}",
            reason: new FailureReason.TwoFactorCode());

    private static TokenException TwoFactorForEverybody(MatomoAnswer answer, string login)
    {
        var password = answer.Call.MayCreate ? "The password is right" : "Whether the password is right, Matomo 3 does not tell";

        // Matomo before 5.8 looks for the two-factor authentication of a user of that login, and finds none.
        var byAddress = login.Contains('@', StringComparison.Ordinal)
            ? " A user who has it must be named by the login here, not by the e-mail address."
            : "";
        return new TokenException(
            TokenErrorCode.TwoFactorRequired,
            $"Matomo gives \"{login}\" no token: {answer.Quote}. {password}. Two-factor authentication is required of every user of this "
            + "Matomo, and this one has not set it up: log in to Matomo as that user, set it up, and give its "
            + $"secret.{byAddress}{Left(answer)}",
            reason: new FailureReason.NeedsDatabase());
    }

    private static string Left(MatomoAnswer answer) => answer.Call.MayCreate ? LeftBehind : "";

    private static TokenException Unwritable(MatomoAnswer answer, string login) => new(
        TokenErrorCode.MatomoError,
        $"{Refused(answer)}. It was for \"{login}\", and these are the words of Matomo's database: the password is not the reason. Look "
        + "into the database of that Matomo. Nothing was created.");

    private static TokenException WrongPassword(MatomoAnswer answer, string login) => new(
        TokenErrorCode.AuthenticationFailed,
        $"Matomo did not create a token for \"{login}\": {answer.Quote}. Most likely the password is wrong, or there is no such user; "
        + "Matomo does not tell which. It was tried once.",
        reason: new FailureReason.NeedsDatabase());
}
