namespace Matomo.StandIn.Users;

/// <summary>The best access that a user has on the one site there is.</summary>
public enum UserRole
{
    /// <summary>Access to no site.</summary>
    None,
    View,
    Write,
    Admin,
    SuperUser,
}
