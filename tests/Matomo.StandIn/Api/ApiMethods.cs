namespace Matomo.StandIn.Api;

/// <summary>The methods that the version has.</summary>
internal sealed class ApiMethods
{
    private static readonly string[] Modules = ["API", "UsersManager", "SitesManager"];
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
        Add("UsersManager.getUsersPlusRole", ["idSite"], users.WithRole);
        Add("UsersManager.getUsersHavingSuperUserAccess", [], users.SuperUsers);
        Add("API.getMatomoVersion", [], Version);
        Add("API.getPiwikVersion", [], Version);
        Add("SitesManager.getSitesIdFromSiteUrl", ["url"], new SiteMethods(installation).IdsOfUrl);
        Add("API.getBulkRequest", ["urls"], call => new BulkRequest(installation, this).Run(call));
        AddTokenMethod();
    }

    public bool HasModule(string module) => Modules.Contains(module);

    public ApiMethod? Find(string name) => _methods.GetValueOrDefault(name);

    private void AddTokenMethod()
    {
        if (_installation.Version.HasLogoUrls)
        {
            Add("API.getLogoUrl", [], call => LogoUrl(call, "logo.png"));
            Add("API.getHeaderLogoUrl", [], call => LogoUrl(call, "logo-header.png"));
        }

        if (_installation.Version.HasManyTokensPerUser)
        {
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

    private void Add(string name, string[] required, Func<ApiCall, object?> invoke) => _methods[name] = new ApiMethod(required, invoke);

    private string Version(ApiCall call)
    {
        RequireSite(_installation, call);
        return _installation.Version.Text;
    }

    /// <summary>Access::checkUserHasSomeViewAccess.</summary>
    internal static void RequireSite(Installation installation, ApiCall call)
    {
        if (call.Session.User is not { HasSite: true })
        {
            throw call.Session.NoAccess(installation.Messages.NoSite);
        }
    }

    /// <summary>Piwik::checkUserHasSuperUserAccessOrIsTheUser: exact spelling counts.</summary>
    internal static void RequireUser(Installation installation, ApiCall call, string login)
    {
        if (call.Session.Login != login && !call.Session.IsSuperUser)
        {
            throw call.Session.NoAccess(installation.Messages.NeitherSuperUserNor(login));
        }
    }
}
