namespace Matomo.StandIn.Api;

/// <summary>UsersManager.getUserPreference. One that nobody set is the default.</summary>
internal sealed class UserPreferences(Installation installation)
{
    private static readonly string[] Names = ["defaultReport", "defaultReportDate", "isLDAPUser", "hideSegmentDefinitionChangeMessage"];

    public object? Get(ApiCall call)
    {
        var login = call.Parameters.Given("userLogin") ?? call.Session.Login;
        ApiMethods.RequireUser(call, login);
        var name = call["preferenceName"];
        if (name.Contains('_', StringComparison.Ordinal))
            throw new ApiError("Preference name cannot contain underscores.");

        return name switch
        {
            _ when call.Session.Settings.Preferences.TryGetValue($"{login}_{name}", out var preferred) => preferred,
            "defaultReport" => FirstSite(call, login),
            "defaultReportDate" => "yesterday",
            _ when Names.Contains(name) => false,
            _ => throw new ApiError($"Not supported preference name: {name}"),
        };
    }

    /// <summary>
    /// Of the caller: whoever passes <see cref="ApiMethods.RequireUser"/> for another user is a super user, and sees every site.
    /// </summary>
    private object FirstSite(ApiCall call, string login)
    {
        var hasSite = login == Session.Anonymous && !call.Session.IsSuperUser
            ? call.Session.Settings.AnonymousMayView
            : call.Session.HasSite;
        return hasSite ? installation.Number(1) : false;
    }
}
