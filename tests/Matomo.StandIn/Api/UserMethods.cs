using Matomo.StandIn.Php;
using Matomo.StandIn.Users;

namespace Matomo.StandIn.Api;

/// <summary>The methods of UsersManager that tell of users.</summary>
internal sealed class UserMethods(Installation installation)
{
    private const int Site = 1;
    private static readonly object?[] None = [];

    public object? Get(ApiCall call)
    {
        var login = call["userLogin"];
        ApiMethods.RequireUser(call, login);
        if (login != Session.Anonymous)
            ApiMethods.RequireSite(call);

        var user = All(call).FirstOrDefault(user => Collation.Same(user.Login, login))
            ?? throw new ApiError(call.Session.Messages.UserUnknown(login));
        return Entry(call, user, Fields.Own, access: null);
    }

    /// <summary>
    /// getUsersPlusRole: a super user sees everybody, an admin of the site who has access to it, anybody else themselves.
    /// </summary>
    public object WithRole(ApiCall call)
    {
        var caller = call.Session.User;
        var site = long.TryParse(call["idSite"], out var number) ? number : 0;
        if (installation.Version.ChecksTypes && site <= 0 && caller is { IsSuperUser: false })
            throw new ApiError(call.Session.Messages.ParameterInvalid("idSite"), 400);

        if (!call.Session.IsSuperUser && !(caller?.Role == UserRole.Admin && site == Site))
            return Themselves(call, site);

        var users = All(call).Where(user => call.Session.IsSuperUser || (user.HasSite && !user.IsSuperUser));
        return Limited(users, call.Parameters.Given("limit"))
            .Select(user => Entry(call, user, user.Login == caller!.Login ? Fields.Own : Fields.OfOthers, Access(user, site)))
            .ToArray<object?>();
    }

    /// <summary>getUsersHavingSuperUserAccess.</summary>
    public object SuperUsers(ApiCall call) => call.Session.IsAnonymous
        ? throw call.Session.NoAccess(call.Session.Messages.NotLoggedIn)
        : All(call)
            .Where(user => user.IsSuperUser)
            .Select(user => Entry(call, user, Fields.OfSuperUsers, access: null))
            .ToArray<object?>();

    private object?[] Themselves(ApiCall call, long site) => call.Session switch
    {
        { User: { } user } => [Entry(call, user, Fields.Own, Access(user, site) with { IsList = false })],
        _ when installation.Version.HidesAnonymousUser => [],
        { Token: null } =>
        [
            Shown(
                ("login", null, true),
                ("role", "noaccess", true),
                ("capabilities", None, true),
                ("invite_status", "active", installation.Version.HasInvitations)),
        ],
        _ => [Entry(call, Anonymous(call), Fields.Own, new RoleOfSite("noaccess", IsList: false))],
    };

    private IEnumerable<StandInUser> All(ApiCall call) =>
        installation.Users.All.Append(Anonymous(call)).OrderBy(user => user.Login, StringComparer.OrdinalIgnoreCase);

    private static StandInUser Anonymous(ApiCall call) =>
        new(Session.Anonymous, "") { Role = call.Session.Settings.AnonymousMayView ? UserRole.View : UserRole.None };

    /// <summary>MySQL takes a text for 0, and Matomo a 0 for no limit.</summary>
    private static IEnumerable<StandInUser> Limited(IEnumerable<StandInUser> users, string? limit) => limit switch
    {
        null or "0" => users,
        _ => users.Take(int.TryParse(limit, out var count) ? count : 0),
    };

    private static RoleOfSite Access(StandInUser user, long site) => user switch
    {
        { IsSuperUser: true } => new("superuser", IsList: true),
        { HasSite: true } when site == Site => new(user.Role.ToString().ToLowerInvariant(), IsList: true),
        _ => new("noaccess", IsList: true),
    };

    /// <summary>plugins/UsersManager/Repository/UserRepository.php, enrichUser: whoever is no super user sees less.</summary>
    private PhpArray Entry(ApiCall call, StandInUser user, Fields fields, RoleOfSite? access)
    {
        var sees = call.Session.IsSuperUser;
        var (hasAlias, hasInvitations) = (installation.Version.HasAliases, installation.Version.HasInvitations);
        var tellsOfUser = fields != Fields.OfSuperUsers;
        var superUser = access is { IsList: true } ? user.IsSuperUser : installation.Number(user.IsSuperUser ? 1 : 0);
        return Shown(
            ("login", user.Login, true),
            ("alias", user.Login, tellsOfUser && hasAlias),
            ("email", user.Email, sees || fields != Fields.OfOthers),
            ("role", access?.Role, access is not null && !sees),
            ("capabilities", None, access is not null && !sees),
            ("superuser_access", superUser, true),
            ("date_registered", "2020-01-01 00:00:00", sees && tellsOfUser),
            ("invited_by", null, sees && tellsOfUser && hasInvitations),
            ("invite_expired_at", null, sees && tellsOfUser && hasInvitations),
            ("invite_accept_at", null, sees && tellsOfUser && hasInvitations),
            ("role", access?.Role, access is not null && sees),
            ("capabilities", None, access is not null && sees),
            ("invite_status", "active", hasInvitations),
            ("uses_2fa", user.TotpSecret is not null, sees));
    }

    private static PhpArray Shown(params (string Name, object? Value, bool IsShown)[] entries) =>
        PhpArray.Of([.. entries.Where(entry => entry.IsShown).Select(entry => (entry.Name, entry.Value))]);

    private enum Fields
    {
        Own,
        OfOthers,
        OfSuperUsers,
    }

    /// <param name="IsList">From the list of an admin, where superuser_access is a truth value.</param>
    private sealed record RoleOfSite(string Role, bool IsList);
}
