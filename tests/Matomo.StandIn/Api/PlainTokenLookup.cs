using Matomo.StandIn.Tokens;
using Matomo.StandIn.Users;

namespace Matomo.StandIn.Api;

/// <summary>UsersManager.getTokenAuth of Matomo 3: the user's one token, or a made-up value when the password is wrong.</summary>
internal sealed class PlainTokenLookup(Installation installation)
{
    private const int Md5Length = 32;

    public object? Run(ApiCall call)
    {
        var (login, md5) = (call["userLogin"], call["md5Password"]);
        if (md5.Length != Md5Length)
            throw new ApiError(call.Session.Messages.Md5Expected);

        var user = installation.Users.ByLogin(login) ?? installation.Users.ByEmail(login);
        if (user is null || !Passwords.MatchMd5(user, md5))
        {
            call.Session.CountFailure(login: null);
            var madeUp = TokenHash.NewValue();
            TwoFactorCheck.Run(installation, call, login, madeUp);
            return madeUp;
        }

        var value = installation.Tokens.Rows.First(row => Collation.Same(row.Login, user.Login)).Value!;
        TwoFactorCheck.Run(installation, call, login, value);
        return value;
    }
}
