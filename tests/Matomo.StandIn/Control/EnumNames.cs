using Newtonsoft.Json.Serialization;

namespace Matomo.StandIn.Control;

/// <summary>Enumerations as JSON writes them here: superuser, close_after.</summary>
internal static class EnumNames
{
    private static readonly SnakeCaseNamingStrategy SnakeCase = new();

    public static string Of(Users.UserRole role) => role.ToString().ToLowerInvariant();

    public static string Of(Faults.FaultKind kind) => SnakeCase.GetPropertyName(kind.ToString(), hasSpecifiedName: false);
}
