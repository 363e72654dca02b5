using Matomo.StandIn.Php;
using Matomo.StandIn.Users;

namespace Matomo.StandIn.Api;

/// <summary>The methods of UsersManager that tell of users.</summary>
internal sealed class UserMethods(Installation installation)
{
    public object? Get(ApiCall call)
    {
        var login = call["userLogin"];
        ApiMethods.RequireUser(installation, call, login);
        ApiMethods.RequireSite(installation, call);
        var user = installation.Users.ByLogin(login) ?? throw new ApiError(installation.Messages.UserUnknown(login));
        return call.Session.IsSuperUser ? ForSuperUser(user) : ForItself(user);
    }

    /// <summary>getUsersPlusRole, of a site that nobody has access to: to a super user everybody, to anybody else the caller. Before 5.0 the anonymous user is one, too.</summary>
    public object WithRole(ApiCall call)
    {
        if (call.Session.IsSuperUser)
        {
            var limit = int.TryParse(call.Parameters.Given("limit"), out var given) ? given : int.MaxValue;
            return Limited(installation.Users.All, limit).Select(ForSuperUser).ToArray<object?>();
        }

        return call.Session switch
        {
            { User: { } user } => [ForItself(user)],
            _ when installation.Version.Major < 5 => [PhpArray.Of(("login", Session.Anonymous), ("role", "noaccess"))],
            _ => Array.Empty<object?>(),
        };
    }

    /// <summary>getUsersHavingSuperUserAccess.</summary>
    public object SuperUsers(ApiCall call)
    {
        if (call.Session.IsAnonymous)
        {
            throw call.Session.NoAccess(installation.Messages.NeitherSuperUserNor(Session.Anonymous));
        }

        return installation.Users.All.Where(user => user.IsSuperUser).Select(user => call.Session.IsSuperUser ? ForSuperUser(user) : ForItself(user)).ToArray<object?>();
    }

    private static IEnumerable<StandInUser> Limited(IEnumerable<StandInUser> users, int limit) => users.OrderBy(user => user.Login, StringComparer.Ordinal).Take(limit);

    private PhpArray ForItself(StandInUser user) => Of(
        ("login", user.Login),
        ("alias", user.Login),
        ("email", user.Email),
        ("superuser_access", SuperUserAccess(user)),
        ("invite_status", "active"));

    private PhpArray ForSuperUser(StandInUser user) => Of(
        ("login", user.Login),
        ("alias", user.Login),
        ("email", user.Email),
        ("superuser_access", SuperUserAccess(user)),
        ("date_registered", "2020-01-01 00:00:00"),
        ("invite_status", "active"),
        ("uses_2fa", user.TotpSecret is not null));

    private object SuperUserAccess(StandInUser user) => Numbers.FromDatabase(installation.Version, user.IsSuperUser ? 1 : 0);

    /// <summary>The alias went with 4.0, invitations came in 4.x.</summary>
    private PhpArray Of(params (string Key, object? Value)[] entries) =>
        PhpArray.Of([.. entries.Where(entry => entry.Key != (installation.Version.Major == 3 ? "invite_status" : "alias"))]);
}
