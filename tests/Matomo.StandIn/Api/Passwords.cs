using System.Security.Cryptography;
using Matomo.StandIn.Php;
using Matomo.StandIn.Users;

namespace Matomo.StandIn.Api;

/// <summary>What Matomo makes of a password before it compares.</summary>
internal static class Passwords
{
    private const string Parameter = "passwordConfirmation";
    private const string WeakPassword = "This password is too weak, please supply another value or reset it.";
    private const int MinimumLength = 6;

    /// <summary>5.x takes it as it came (core/API/Proxy.php); 4.x decodes entities in it once, escapes it and takes that back.</summary>
    public static string Given(MatomoVersion version, PhpParameters parameters) => version.TakesPasswordAsItIs
        ? parameters.Raw(Parameter)
        : PhpText.Unsanitize(parameters.Get(Parameter));

    /// <summary>
    /// A weak one raises an error before anything is counted (UsersManager::checkBasicPasswordStrength), "0" counts as none at all.
    /// </summary>
    public static bool Match(StandInUser user, string password)
    {
        if (password == "0")
            return false;

        var bytes = Encoding.UTF8.GetBytes(password);
        return bytes.Length >= MinimumLength && bytes.Distinct().Count() >= 2
            ? password == user.Password
            : throw new ApiError(WeakPassword);
    }

    public static bool MatchMd5(StandInUser user, string md5) => Md5(user.Password) == md5;

#pragma warning disable CA5351 // Matomo 3 asks for it: UsersManager.getTokenAuth takes md5Password.
    private static string Md5(string password) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5351
}
