using System.Security.Cryptography;
using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Planning;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>The methods of Matomo's API that are called (<c>plugins/UsersManager/API.php</c>, <c>plugins/API/API.php</c>).</summary>
internal static class MatomoMethods
{
    /// <summary>The method that makes a token, in 4.0 and later.</summary>
    public const string CreationName = "createAppSpecificTokenAuth";

    /// <summary>The first parameter that <see cref="CreationName"/> needs.</summary>
    public const string UserLogin = "userLogin";

    /// <summary>
    /// Two dates where one is needed. Matomo refuses it, and repeats it in the refusal, whatever the language (<c>core/Date.php</c>,
    /// <c>factory</c>). They are past, so that a Matomo which took one of them would make a token that has expired.
    /// </summary>
    public const string TwoDates = "2000-01-01,2000-01-02";

    private static readonly MatomoCall Preference =
        new MatomoCall("UsersManager.getUserPreference").With("preferenceName", "defaultReport");

    /// <summary>Everybody may ask for the anonymous user's preference, wherever requests are answered at all.</summary>
    public static MatomoCall AnonymousPreference { get; } = Preference.With(UserLogin, "anonymous");

    /// <summary>
    /// The same with an empty token and inside a bulk request: only there does Matomo look at an empty token, finds out whether the address
    /// is locked out, and counts no failed login (<c>plugins/API/Controller.php</c>, <c>core/API/Request.php</c>,
    /// <c>plugins/Login/Login.php</c>; 3.14, 4.16 and 5.2).
    /// </summary>
    public static MatomoCall LockOutProbe { get; } = new MatomoCall("API.getBulkRequest") { AnswersWithMembers = true }
        .With("urls[]", "method=UsersManager.getUserPreference&preferenceName=defaultReport&userLogin=anonymous&token_auth=");

    /// <summary>Lacks its parameters: it is refused before Matomo looks at anything but the database.</summary>
    public static MatomoCall CreateNothing { get; } = new("UsersManager." + CreationName);

    /// <summary>Works for every valid token of the user, also for one without any site.</summary>
    public static MatomoCall PreferenceOf(string login, TokenValue token) => Preference.With(UserLogin, login).As(token);

    /// <summary>3.x and 4.x answer a value for an invalid token, and an error for that of any user but the anonymous one.</summary>
    public static MatomoCall AnonymousPreferenceAs(TokenValue token) => AnonymousPreference.As(token);

    public static MatomoCall HasSuperUserAccess(TokenValue token) => new MatomoCall("UsersManager.hasSuperUserAccess").As(token);

    /// <summary>
    /// Lists the caller alone, with its login, when the caller is no administrator of the site. So the site is one that cannot be: the
    /// largest number of its column (<c>getUsersPlusRole</c>; 3.14, 4.16 and 5.2). A super user gets users of everybody.
    /// </summary>
    public static MatomoCall OwnUser(TokenValue token) => new MatomoCall("UsersManager.getUsersPlusRole") { AnswersWithMembers = true }
        .With("idSite", "4294967295").With("limit", "1").As(token);

    /// <summary>Everybody but the anonymous user may ask.</summary>
    public static MatomoCall SuperUsers(TokenValue token) =>
        new MatomoCall("UsersManager.getUsersHavingSuperUserAccess") { AnswersWithMembers = true }.As(token);

    /// <summary>Refused to a user without access to any site.</summary>
    public static MatomoCall Version(TokenValue token) => new MatomoCall("API.getMatomoVersion").As(token);

    public static MatomoCall User(string login, TokenValue token) =>
        new MatomoCall("UsersManager.getUser") { AnswersWithMembers = true }.With(UserLogin, login).As(token);

    /// <summary>3.x: the user's one token, or a made-up value when the password is wrong.</summary>
    public static MatomoCall TokenOfMatomo3(string login, Secret password, string? code) => WithCode(
        new MatomoCall("UsersManager.getTokenAuth").With(UserLogin, login).WithSecret("md5Password", Md5(password)), code);

    /// <summary>A creation that Matomo refuses for its date, which it looks at once it has found the password right.</summary>
    public static MatomoCall CheckPassword(string login, Secret password, StoreChange.Create create) =>
        Creating(login, password, create).With("expireDate", TwoDates);

    public static MatomoCall Create(string login, Secret password, StoreChange.Create create, string? code)
    {
        var call = Creating(login, password, create) with { MayCreate = true };
        if (create.Lifetime is { } lifetime)
            call = call.With("expireHours", lifetime.Hours.ToString(CultureInfo.InvariantCulture));
        else if (create.ExpiresAt is { } end)
            call = call.With("expireDate", end.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));

        return WithCode(create.SecureOnly == true ? call.With("secureOnly", "1") : call, code);
    }

    // Escaped, because Matomo decodes entities once: a description that itself reads like an entity stays what it is.
    private static MatomoCall Creating(string login, Secret password, StoreChange.Create create) => CreateNothing
        .With(UserLogin, login)
        .WithSecret("passwordConfirmation", password.Reveal())
        .With("description", create.Description.Escaped);

    private static MatomoCall As(this MatomoCall call, TokenValue token) => call.WithSecret("token_auth", token.Reveal());

    private static MatomoCall WithCode(MatomoCall call, string? code) => code is null ? call : call.WithSecret("authCode", code);

#pragma warning disable CA5351 // Matomo 3 asks for exactly this (UsersManager.getTokenAuth takes md5Password); nothing else here uses MD5.
    private static string Md5(Secret password) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(password.Reveal())));
#pragma warning restore CA5351
}
