namespace Matomo.Tokens.Database.Users;

/// <summary>The user that Matomo takes everybody for who does not log in. Its token is Matomo's own, and no secret.</summary>
internal static class AnonymousUser
{
    public const string Login = "anonymous";

    public static bool Is(string login) => login.Equals(Login, StringComparison.OrdinalIgnoreCase);
}
