using Matomo.StandIn.Tokens;
using Matomo.StandIn.Users;

namespace Matomo.StandIn.Api;

/// <summary>The methods that the version has.</summary>
internal sealed class ApiMethods
{
    private static readonly string[] Active = ["API", "UsersManager", "SitesManager", "Transitions"];
    private readonly Installation _installation;
    private readonly Dictionary<string, ApiMethod> _methods = new(StringComparer.Ordinal);

    public ApiMethods(Installation installation)
    {
        _installation = installation;
        var preferences = new UserPreferences(installation);
        var users = new UserMethods(installation);
        Add("UsersManager.getUserPreference", ["preferenceName"], preferences.Get);
        Add("UsersManager.getUser", ["userLogin"], users.Get);
        Add("UsersManager.hasSuperUserAccess", [], call => call.Session.IsSuperUser);
        _methods["UsersManager.getUsersPlusRole"] = new ApiMethod(["idSite"], users.WithRole) { Integers = ["idSite"] };
        Add("UsersManager.getUsersHavingSuperUserAccess", [], users.SuperUsers);
        Add("API.getMatomoVersion", [], Version);
        Add("API.getPiwikVersion", [], Version);
        Add("SitesManager.getSitesIdFromSiteUrl", ["url"], new SiteMethods(installation).IdsOfUrl);
        Add("API.getBulkRequest", ["urls"], call => new BulkRequest(installation, this).Run(call));
        AddTokenMethod();
    }

    public ModuleState Has(string module) => module switch
    {
        _ when Active.Contains(module) => ModuleState.Active,
        "CustomPiwikJs" when !_installation.Version.HasManyTokensPerUser => ModuleState.Active,
        "CustomJsTracker" when _installation.Version.HasManyTokensPerUser => ModuleState.Active,
        "MobileMessaging" => ModuleState.Inactive,
        _ => ModuleState.Unknown,
    };

    public ApiMethod? Find(string name) => _methods.GetValueOrDefault(name);

    private void AddTokenMethod()
    {
        if (_installation.Version.HasLogoUrls)
        {
            Add("CustomPiwikJs.doesIncludePluginTrackersAutomatically", [], RequireAdmin);
            Add("UsersManager.createTokenAuth", ["userLogin"], _ => TokenHash.NewValue());
            Add("UsersManager.regenerateTokenAuth", ["userLogin", "passwordConfirmation"], NotStoodInFor);
            Add("API.getLogoUrl", [], call => LogoUrl(call, "logo.png"));
            Add("API.getHeaderLogoUrl", [], call => LogoUrl(call, "logo-header.png"));
        }

        if (_installation.Version.HasManyTokensPerUser)
        {
            Add("CustomJsTracker.doesIncludePluginTrackersAutomatically", [], RequireAdmin);
            Add("SitesManager.getExcludedReferrersGlobal", [], RequireAdmin);
            Add("Transitions.isPeriodAllowed", ["idSite", "period", "date"], NotStoodInFor);
            Add("UsersManager.inviteUser", ["userLogin", "email"], NotStoodInFor);
            var creation = new TokenCreation(_installation);
            _methods["UsersManager.createAppSpecificTokenAuth"] =
                new ApiMethod(["userLogin", "passwordConfirmation", "description"], creation.Run) { ChecksAddress = true };
        }
        else
        {
            var lookup = new PlainTokenLookup(_installation);
            _methods["UsersManager.getTokenAuth"] = new ApiMethod(["userLogin", "md5Password"], lookup.Run) { ChecksAddress = true };
        }
    }

    private static string LogoUrl(ApiCall call, string name)
    {
        var root = call.Parameters.Given("pathOnly") is null ? $"http://{call.Session.Request.Host}" : "/var/www/matomo";
        return $"{root}/plugins/Morpheus/images/{name}";
    }

    /// <summary>Of a method that callers tell versions apart by; it does no more than that.</summary>
    private static object? NotStoodInFor(ApiCall call) => throw new ApiError("The stand-in does not do this.");

    private static object? RequireAdmin(ApiCall call) => call.Session.User is { Role: UserRole.Admin or UserRole.SuperUser }
        ? NotStoodInFor(call)
        : throw call.Session.NoAccess(call.Session.Messages.NeedsSite("admin"));

    private void Add(string name, string[] required, Func<ApiCall, object?> invoke) => _methods[name] = new ApiMethod(required, invoke);

    private string Version(ApiCall call)
    {
        RequireSite(call);
        return _installation.Version.Text;
    }

    /// <summary>Access::checkUserHasSomeViewAccess.</summary>
    internal static void RequireSite(ApiCall call)
    {
        if (!call.Session.HasSite)
            throw call.Session.NoAccess(call.Session.Messages.NeedsSite("view"));
    }

    /// <summary>Piwik::checkUserHasSuperUserAccessOrIsTheUser: exact spelling counts.</summary>
    internal static void RequireUser(ApiCall call, string login)
    {
        if (call.Session.Login != login && !call.Session.IsSuperUser)
            throw call.Session.NoAccess(call.Session.Messages.NeitherSuperUserNor(login));
    }
}
