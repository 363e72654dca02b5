using System.Runtime.InteropServices;

namespace Matomo.Tokens.Host;

/// <summary>Users and groups of this host, wherever its name service has them from.</summary>
internal static class Accounts
{
    // struct passwd and struct group start with two pointers (name, password), then comes the number.
    private const int NumberOffset = 16;
    private const int LongestName = 256;

    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: no such user.</exception>
    public static uint? User(string? name, int? index) => Number("owner", name, index, LibC.User);

    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: no such group.</exception>
    public static uint? Group(string? name, int? index) => Number("group", name, index, LibC.Group);

    private static string Shown(string name) => name.Length <= LongestName ? name : name[..LongestName] + "…";

    private static uint? Number(string option, string? name, int? index, Func<string, nint> lookUp)
    {
        if (name is null)
            return null;

        // A name service may end the process over a name of megabytes.
        var entry = name.Length <= LongestName ? lookUp(name) : 0;
        if (entry != 0)
            return (uint)Marshal.ReadInt32(entry, NumberOffset);

        // The last number is that of nobody: chown takes it for "no change".
        return uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number != uint.MaxValue
            ? number
            : throw new TokenException(
                TokenErrorCode.InvalidArguments,
                $"{option} is \"{Shown(name)}\", which this host does not know. Create it first, or give its number.")
            {
                RequestIndex = index,
            };
    }
}
