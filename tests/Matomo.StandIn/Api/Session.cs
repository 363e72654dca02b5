using Matomo.StandIn.Php;
using Matomo.StandIn.Users;

namespace Matomo.StandIn.Api;

/// <summary>Who is calling, for the time of one HTTP request (core/Access.php and plugins/Login/Login.php).</summary>
internal sealed class Session(Installation installation, PhpRequest request, StandInSettings settings)
{
    public const string Anonymous = "anonymous";
    private const int LastUsedEverySeconds = 600;

    private bool _addressChecked;
    private bool _loginChecked;
    private bool _failureCounted;

    public PhpRequest Request => request;

    public StandInSettings Settings => settings;

    public StandInUser? User { get; private set; }

    public string Login => User?.Login ?? Anonymous;

    /// <summary>Null after a token that did not authenticate, or an empty one.</summary>
    public string? Token { get; private set; } = Anonymous;

    public bool IsSuperUser => User?.IsSuperUser ?? false;

    public bool IsAnonymous => User is null;

    private MatomoVersion Version => installation.Version;

    /// <summary>Request::shouldReloadAuthUsingTokenAuth compares loosely: an empty token is the same as none.</summary>
    public bool NeedsReload(string token) => token != (Token ?? "");

    /// <summary>Request::forceReloadAuthUsingTokenAuth. A refused token that is empty or "anonymous" is no failed login.</summary>
    public void Reload(string token)
    {
        CheckAddress();
        if (IsSuperUser || Authenticate(token) || token.Length == 0)
        {
            return;
        }

        CountFailure(login: null);
        if (Version.Major >= 5)
        {
            throw NoAccess(request.HasTokenInBodyOnly ? Messages.InvalidToken : Messages.InvalidTokenInUrl);
        }
    }

    /// <summary>Back to who called before a request inside a bulk; without counting anything again.</summary>
    public void Restore(string? token)
    {
        if (!IsSuperUser)
        {
            Authenticate(token ?? "");
        }
    }

    /// <summary>Login::beforeLoginCheckBruteForce; once per request is enough.</summary>
    public void CheckAddress()
    {
        if (!_addressChecked && installation.FailedLogins.IsAddressBlocked(request.Address))
        {
            throw new ApiError(installation.Messages.LockedOut);
        }

        _addressChecked = true;
    }

    /// <summary>Login::onFailedLoginRecordAttempt: at most one per request. From 4.x on a login that was tried too often answers 403.</summary>
    public void CountFailure(string? login)
    {
        CheckAddress();
        CheckLogin(login);
        if (!_failureCounted)
        {
            installation.FailedLogins.Add(request.Address, Version.Major >= 4 ? login : null);
            _failureCounted = true;
        }
    }

    public ApiError NoAccess(string message) => new(message, Version.NoAccessStatus);

    private void CheckLogin(string? login)
    {
        if (login is null || Version.Major < 4)
        {
            return;
        }

        if (!_loginChecked && installation.FailedLogins.IsLoginBlocked(login))
        {
            throw new ApiError(installation.Messages.LoginLockedOut, 403);
        }

        _loginChecked = true;
    }

    private bool Authenticate(string token)
    {
        (User, Token) = (null, null);
        if (token == Anonymous)
        {
            Token = token;
            return true;
        }

        if (installation.LiveToken(token, isSecure: request.HasTokenInBodyOnly) is not { } row || installation.Users.ByLogin(row.Login) is not { } user)
        {
            return false;
        }

        (User, Token) = (user, row.Value ?? token);
        MarkUsed(row.Id);
        return true;
    }

    private void MarkUsed(long id)
    {
        var now = installation.Clock.UtcSecond();
        if (Version.HasManyTokensPerUser)
        {
            installation.Tokens.Change(id, row => row.LastUsed > now.AddSeconds(-LastUsedEverySeconds) ? row : row with { LastUsed = now });
        }
    }
}
