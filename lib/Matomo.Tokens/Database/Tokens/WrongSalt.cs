using Matomo.Tokens.Database.Connection;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>The failure of a run whose salt is another than Matomo's.</summary>
internal static class WrongSalt
{
    public static TokenException Of(DatabaseOptions options) => new(
        TokenErrorCode.ConfigUnreadable,
        $"The salt is not the one that the tokens in {options.Tables.Token} are hashed with: the anonymous user's row does not fit it. "
        + (options.ReadsOnly ? "No value can be recognised with it. " : "A token made with it would never be accepted. ")
        + $"Take the salt from the config.ini.php of this very installation.{options.AfterRefusal} "
        + "(If the salt was changed on purpose after the installation, have it tried, or delete the outdated row of the login "
        + "\"anonymous\", which Matomo does not use.)",
        reason: new FailureReason.SaltInDoubt());

    /// <summary>The anonymous user's row denies the salt that was given, and the trial did not tell.</summary>
    public static TokenException Unproven(DatabaseOptions options, string doubt)
    {
        var failure = Of(options);
        return new TokenException(failure.Code, $"{doubt} {failure.Message}", reason: failure.Reason);
    }

    /// <summary>Matomo does not know a value that was just stored for it.</summary>
    public static TokenException NotAccepted(string login, string where, bool hashes, DatabaseOptions options) => new(
        TokenErrorCode.ConfigUnreadable,
        $"The Matomo at {where} does not accept the token that was stored for \"{login}\" in database \"{options.Name}\" at "
        + $"{DatabaseFailure.Place(options)}: "
        + (hashes
            ? "either it hashes tokens with another salt, as it does where the environment of the web server has MATOMO_GENERAL_SALT "
            + "(plugin EnvironmentVariables), or that is another installation's database. "
            : "that is another installation's database. ")
        + "It was tried once and taken back, and nothing else was changed.",
        reason: new FailureReason.SaltInDoubt());
}
