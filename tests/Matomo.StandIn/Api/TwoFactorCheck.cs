using Matomo.StandIn.Php;

namespace Matomo.StandIn.Api;

/// <summary>plugins/TwoFactorAuth/TwoFactorAuth.php, at the end of the token methods. It looks the user up by the login as it was given, so that it
/// finds nobody for an e-mail address; and it passes over a token that is not live.</summary>
internal static class TwoFactorCheck
{
    public static void Run(Installation installation, ApiCall call, string givenLogin, string value)
    {
        var user = installation.Users.ByLogin(givenLogin);
        if (user?.TotpSecret is null && call.Session.Settings.TwoFactorRequired)
        {
            throw new ApiError(installation.Messages.TwoFactorRequired);
        }

        if (user?.TotpSecret is null || installation.LiveToken(value, isSecure: call.Session.Request.HasTokenInBodyOnly) is null)
        {
            return;
        }

        var code = call["authCode"];
        if (PhpText.IsEmpty(code))
        {
            throw new ApiError(installation.Messages.CodeMissing, 401);
        }

        if (!installation.Codes.Spend(user, code))
        {
            throw new ApiError(installation.Messages.CodeWrong, 401);
        }
    }
}
