using System.Security.Cryptography;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>What Matomo 4 and later store instead of a value: lower-case hexadecimal SHA-512 over the value followed by the salt
/// (<c>plugins/UsersManager/Model.php</c>, <c>hashTokenAuth</c>).</summary>
internal static class TokenHash
{
    /// <summary>The content of <c>hash_algo</c>.</summary>
    public const string Algorithm = "sha512";

    public static string Of(TokenValue value, Secret salt) => Of(value.Reveal(), salt);

    /// <summary>The hash of the row that Matomo keeps for its anonymous user, whose token is the word <c>anonymous</c>
    /// (<c>core/Db/Schema/Mysql.php</c>, <c>createAnonymousUser</c>).</summary>
    public static string OfAnonymous(Secret salt) => Of("anonymous", salt);

    private static string Of(string value, Secret salt)
    {
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        SHA512.HashData(Encoding.UTF8.GetBytes(value + salt.Reveal()), hash);
        return Convert.ToHexStringLower(hash);
    }
}
