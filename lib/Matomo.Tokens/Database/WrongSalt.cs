using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Database;

/// <summary>The failure of a run whose salt is another than Matomo's.</summary>
internal static class WrongSalt
{
    public static TokenException Of(MatomoTables tables, DatabaseOptions options) => new(
        TokenErrorCode.ConfigUnreadable,
        $"The salt (salt, or [General] salt in Matomo's configuration) is not the one that the tokens in {tables.TokenName} are hashed with: the anonymous user's row does not fit it. "
        + (options.ReadsOnly ? "No value can be recognised with it. " : "A token made with it would never be accepted. ")
        + $"Take the salt from the config.ini.php of this very installation.{options.AfterRefusal} "
        + "(If the salt was changed on purpose after the installation, delete the outdated row of the login \"anonymous\", which Matomo does not use.)");
}
