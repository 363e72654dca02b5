using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Database.Schema;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>The failure of a run whose salt is another than Matomo's.</summary>
internal static class WrongSalt
{
    public static TokenException Of(MatomoTables tables, DatabaseOptions options) => new(
        TokenErrorCode.ConfigUnreadable,
        $"The salt is not the one that the tokens in {tables.TokenName} are hashed with: the anonymous user's row does not fit it. "
        + (options.ReadsOnly ? "No value can be recognised with it. " : "A token made with it would never be accepted. ")
        + $"Take the salt from the config.ini.php of this very installation.{options.AfterRefusal} "
        + "(If the salt was changed on purpose after the installation, have it tried, or delete the outdated row of the login \"anonymous\", which Matomo does not use.)",
        reason: new FailureReason.SaltInDoubt());

    /// <summary>The anonymous user's row denies the salt that was given, and the trial did not tell.</summary>
    /// <param name="tables">The names.</param>
    /// <param name="options">What was given.</param>
    /// <param name="doubt">Why not.</param>
    public static TokenException Unproven(MatomoTables tables, DatabaseOptions options, string doubt) =>
        new(TokenErrorCode.ConfigUnreadable, $"{doubt} {Of(tables, options).Message}", reason: Of(tables, options).Reason);

    /// <summary>Matomo does not know a value that was just stored for it.</summary>
    /// <param name="login">Whose it was.</param>
    /// <param name="where">Where Matomo was asked.</param>
    /// <param name="schema">What the tables are like.</param>
    /// <param name="options">Where it was stored.</param>
    public static TokenException NotAccepted(string login, string where, MatomoSchema schema, DatabaseOptions options) => new(
        TokenErrorCode.ConfigUnreadable,
        $"The Matomo at {where} does not accept the token that was stored for \"{login}\" in database \"{options.Name}\" at {DatabaseFailure.Place(options)}: "
        + (schema.OneValuePerUser
            ? "that is another installation's database. "
            : "either it hashes tokens with another salt, as it does where the environment of the web server has MATOMO_GENERAL_SALT (plugin EnvironmentVariables), or that is another installation's database. ")
        + "It was tried once and taken back, and nothing else was changed.",
        reason: new FailureReason.SaltInDoubt());
}
