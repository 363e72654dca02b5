using System.Runtime.InteropServices;

namespace Matomo.Tokens.Host;

/// <summary>Users and groups of this host, wherever its name service has them from.</summary>
internal static class Accounts
{
    // struct passwd and struct group start with two pointers (name, password), then comes the number.
    private const int NumberOffset = 16;

    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: no such user.</exception>
    public static uint? User(string? name) => Number("owner", name, LibC.User);

    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: no such group.</exception>
    public static uint? Group(string? name) => Number("group", name, LibC.Group);

    private static uint? Number(string option, string? name, Func<string, nint> lookUp)
    {
        if (name is null)
            return null;

        var entry = lookUp(name);
        if (entry != 0)
            return (uint)Marshal.ReadInt32(entry, NumberOffset);

        return uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new TokenException(
                TokenErrorCode.InvalidArguments,
                $"{option} is \"{name}\", which this host does not know. Create it first, or give its number.");
    }
}
