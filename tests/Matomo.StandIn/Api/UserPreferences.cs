namespace Matomo.StandIn.Api;

/// <summary>UsersManager.getUserPreference. Nobody has set one here, so it is always the default.</summary>
internal sealed class UserPreferences(Installation installation)
{
    private static readonly string[] Names = ["defaultReport", "defaultReportDate", "isLDAPUser", "hideSegmentDefinitionChangeMessage"];

    public object? Get(ApiCall call)
    {
        var login = call.Parameters.Given("userLogin") ?? call.Session.Login;
        ApiMethods.RequireUser(installation, call, login);
        var name = call["preferenceName"];
        if (name.Contains('_', StringComparison.Ordinal))
        {
            throw new ApiError(Messages.PreferenceWithUnderscore);
        }

        return name switch
        {
            "defaultReport" => FirstSite(call),
            "defaultReportDate" => "yesterday",
            _ when Names.Contains(name) => false,
            _ => throw new ApiError($"Not supported preference name: {name}"),
        };
    }

    /// <summary>Of the caller: whoever passes <see cref="ApiMethods.RequireUser"/> for another user is a super user, and sees every site.</summary>
    private object FirstSite(ApiCall call) => call.Session.User is { HasSite: true } ? Numbers.FromDatabase(installation.Version, 1) : false;
}
