using Matomo.StandIn.Php;
using Matomo.StandIn.Users;
using Matomo.StandIn.Wording;

namespace Matomo.StandIn.Api;

/// <summary>Who is calling, for the time of one HTTP request (core/Access.php and plugins/Login/Login.php).</summary>
internal sealed class Session(Installation installation, PhpRequest request, StandInSettings settings)
{
    public const string Anonymous = "anonymous";
    private const string InvalidToken = "Unable to authenticate with the provided token. It is either invalid or expired.";

    private const string InvalidTokenInUrl =
        "Unable to authenticate with the provided token. It is either invalid, expired or is required to be sent as a POST parameter.";

    private const int LastUsedEverySeconds = 600;

    private bool _addressChecked;
    private bool _loginChecked;
    private bool _failureCounted;

    public PhpRequest Request => request;

    public StandInSettings Settings => settings;

    /// <summary>
    /// In the language asked for, else the caller's, else the browser's, else the installation's. What the anonymous user chose does not
    /// count.
    /// </summary>
    public Messages Messages => new(Version, Languages().First(language => Messages.Languages.Contains(language)));

    public StandInUser? User { get; private set; }

    public string Login => User?.Login ?? Anonymous;

    /// <summary>Null after a token that did not authenticate, or an empty one.</summary>
    public string? Token { get; private set; } = Anonymous;

    /// <summary>Who did not authenticate has the anonymous user's login, but not its sites.</summary>
    public bool HasSite => User?.HasSite ?? (Token is not null && settings.AnonymousMayView);

    /// <summary>
    /// Request::isTokenAuthProvidedSecurely: in the body, or as Bearer. Where that is read, the same token may stand in the URL as well.
    /// </summary>
    public bool HasSecureToken => Version.ReadsBearer
        ? request.Bearer.Length > 0 || request.HasTokenInBody || !request.HasTokenInUrl
        : request.HasTokenInBody && !request.HasTokenInUrl;

    /// <summary>http_response_code() of a plugin: the status of the answer unless an error has another.</summary>
    public int Status { get; set; } = 200;

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
            return;

        CountFailure(login: null);
        if (Version.RefusesInvalidTokens)
            throw NoAccess(HasSecureToken ? InvalidToken : InvalidTokenInUrl);
    }

    /// <summary>
    /// Back to who called before a request inside a bulk; without counting anything again. Whoever is locked out fails here, outside of
    /// that request.
    /// </summary>
    public void Restore(string? token)
    {
        CheckAddress(endsBulk: true);
        if (!IsSuperUser)
            Authenticate(token ?? "");
    }

    /// <summary>Login::beforeLoginCheckBruteForce; once per request is enough.</summary>
    public void CheckAddress(bool endsBulk = false)
    {
        if (!_addressChecked && IsLockedOut())
            throw new ApiError(Messages.LockedOut) { EndsBulk = endsBulk };

        _addressChecked = true;
    }

    /// <summary>
    /// Login::onFailedLoginRecordAttempt: at most one per request. From 4.x on a login that was tried too often answers 403.
    /// </summary>
    public void CountFailure(string? login)
    {
        CheckAddress();
        CheckLogin(login);
        if (!_failureCounted && settings.LocksOut)
        {
            installation.FailedLogins.Add(request.Address, Version.LocksLogins ? login : null);
            _failureCounted = true;
        }
    }

    public ApiError NoAccess(string message) => new(message, Version.NoAccessStatus);

    private IEnumerable<string> Languages()
    {
        yield return request.All.Get("language");
        yield return settings.UserLanguages.GetValueOrDefault(User?.Login ?? "", "");
        yield return request.AcceptLanguage;
        yield return settings.Language;
    }

    private bool IsLockedOut() => settings.LocksOut
        && !settings.NeverLockedAddresses.Contains(request.Address)
        && (settings.LockedAddresses.Contains(request.Address) || installation.FailedLogins.IsAddressBlocked(request.Address));

    private void CheckLogin(string? login)
    {
        if (login is null || !Version.LocksLogins)
            return;

        if (!_loginChecked && installation.FailedLogins.IsLoginBlocked(login))
            throw new ApiError(Messages.LoginLockedOut, 403);

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

        if (installation.LiveToken(token, isSecure: HasSecureToken) is not { } row || installation.Users.ByLogin(row.Login) is not { } user)
            return false;

        (User, Token) = (user, row.Value ?? token);
        MarkUsed(row.Id);
        return true;
    }

    private void MarkUsed(long id)
    {
        var now = installation.Clock.UtcSecond();
        if (Version.HasManyTokensPerUser)
            installation.Tokens.Change(id, row => row.LastUsed > now.AddSeconds(-LastUsedEverySeconds) ? row : row with { LastUsed = now });
    }
}
