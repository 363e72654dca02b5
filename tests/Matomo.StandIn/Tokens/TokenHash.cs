using System.Security.Cryptography;

namespace Matomo.StandIn.Tokens;

/// <summary>plugins/UsersManager/Model.php, hashTokenAuth.</summary>
internal static class TokenHash
{
    public static string Of(string value, string salt) => Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes(value + salt)));

    public static string NewValue() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
