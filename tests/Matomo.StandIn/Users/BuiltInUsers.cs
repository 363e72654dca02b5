namespace Matomo.StandIn.Users;

/// <summary>Who is there when no users file is given.</summary>
public static class BuiltInUsers
{
    public static IReadOnlyList<StandInUser> All { get; } =
    [
        new("admin", "admin-password") { Role = UserRole.SuperUser },
        new("alice", "alice-password"),
        new("bob", "bob-password") { Role = UserRole.Write, TotpSecret = "JBSWY3DPEHPK3PXP" },
        new("carol", "carol-password") { Role = UserRole.Admin },
        new("dave", "dave-password") { Role = UserRole.None },
    ];
}
