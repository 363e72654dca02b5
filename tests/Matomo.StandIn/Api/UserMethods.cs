using Matomo.StandIn.Php;
using Matomo.StandIn.Users;

namespace Matomo.StandIn.Api;

/// <summary>UsersManager.getUser.</summary>
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
