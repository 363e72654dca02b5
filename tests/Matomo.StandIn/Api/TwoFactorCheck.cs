using Matomo.StandIn.Php;
using Matomo.StandIn.Users;

namespace Matomo.StandIn.Api;

/// <summary>
/// plugins/TwoFactorAuth/TwoFactorAuth.php, at the end of the token methods. It looks the user up by the login as it was given, so that it
/// finds nobody for an e-mail address; and it passes over a token that is not live.
/// </summary>
internal static class TwoFactorCheck
{
    public static void Run(Installation installation, ApiCall call, string givenLogin, string value)
    {
        if (!call.Session.Settings.TwoFactorIsActive)
            return;

        var user = installation.Users.ByLogin(givenLogin)
            ?? (installation.Version.AsksForCodeByAddress ? installation.Users.ByEmail(givenLogin) : null);
        if (user?.TotpSecret is null && call.Session.Settings.TwoFactorRequired)
            throw new ApiError(call.Session.Messages.TwoFactorRequired);

        if (user?.TotpSecret is null || installation.LiveToken(value, isSecure: call.Session.HasSecureToken) is null)
            return;

        var code = call.Parameters.Get("authCode");
        if (PhpText.IsEmpty(code))
            throw Failure(installation, call, user, call.Session.Messages.CodeMissing);

        if (!installation.Codes.Spend(user, code))
            throw Failure(installation, call, user, call.Session.Messages.CodeWrong);
    }

    private static ApiError Failure(Installation installation, ApiCall call, StandInUser user, string message)
    {
        if (installation.Version.CountsFailedCodes)
            call.Session.CountFailure(user.Login);

        call.Session.Status = installation.Version.CodeSetsStatusOfBulk ? 401 : call.Session.Status;
        return new ApiError(message, 401);
    }
}
