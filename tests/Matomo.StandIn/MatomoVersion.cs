namespace Matomo.StandIn;

/// <summary>
/// The version that is stood in for. Every rule that differs between versions is a line here; nothing else compares version numbers.
/// </summary>
public sealed record MatomoVersion
{
    public static MatomoVersion Default { get; } = Parse("6.0.0");

    private readonly Version _number;

    private MatomoVersion(string text, Version number) => (Text, _number) = (text, number);

    public string Text { get; }

    public int Major => _number.Major;

    public bool HasManyTokensPerUser => IsFrom(4, 0);

    /// <summary>The column secure_only of user_token_auth.</summary>
    public bool HasSecureOnly => IsFrom(5, 0);

    /// <summary>getUsersPlusRole tells nothing to the anonymous user.</summary>
    internal bool HidesAnonymousUser => IsFrom(5, 0);

    internal bool HasAliases => !IsFrom(4, 0);

    internal bool HasInvitations => IsFrom(4, 16);

    internal Version UsualPhp => IsFrom(5, 0) ? new Version(8, 4) : new Version(7, 4);

    /// <summary>API.getLogoUrl went with 4.0.</summary>
    internal bool HasLogoUrls => !IsFrom(4, 0);

    /// <summary>Authorization: Bearer is read as a token; two tokens that differ are refused.</summary>
    internal bool ReadsBearer => IsFrom(5, 4);

    /// <summary>Recorded: 5.8.0 takes it, 5.3.0-alpha ignores it.</summary>
    internal bool TakesSecureOnly => IsFrom(5, 8);

    /// <summary>
    /// Read: an authenticated caller who asks for another user's token is refused, and so is a creation inside API.getBulkRequest.
    /// </summary>
    internal bool CreatesForOneselfOnly => IsFrom(5, 13);

    /// <summary>core/ExceptionHandler.php: 3.x leaves the status at 200 for an error without a code, 4.x and later set 500.</summary>
    internal int EarlyErrorStatus => IsFrom(4, 0) ? 500 : 200;

    /// <summary>core/FrontController.php compares the token with false, so that an empty one is looked up, too.</summary>
    internal bool ReloadsEmptyTokens => !IsFrom(4, 0);

    /// <summary>core/NoAccessException.php: has a code from 5.0 on.</summary>
    internal int NoAccessStatus => IsFrom(5, 0) ? 401 : 200;

    /// <summary>core/API/Proxy.php: a BadRequestException from 5.0 on.</summary>
    internal int UnknownMethodStatus => IsFrom(5, 0) ? 400 : 200;

    internal int MissingParameterStatus => IsFrom(5, 7) ? 400 : 200;

    /// <summary>A parameter of a wrong type, a list say, is missing; before, it is the text "Array".</summary>
    internal bool ChecksTypes => IsFrom(5, 7);

    /// <summary>API.getBulkRequest: how many URLs the anonymous user may ask for at once, by whether that one sees a site.</summary>
    internal (int Blind, int Seeing)? AnonymousBulkLimit => IsFrom(5, 8) ? (10, 50) : null;

    /// <summary>API.getBulkRequest: a nested token that is not the outer one's ends the whole bulk. Read.</summary>
    internal bool ComparesTokensOfBulk => IsFrom(5, 13);

    /// <summary>API.getBulkRequest: a failed two-factor code sets the status of the whole answer.</summary>
    internal bool CodeSetsStatusOfBulk => !IsFrom(5, 8);

    /// <summary>API.getBulkRequest reads the JSON of each answer; 3.x takes the bare values.</summary>
    internal bool BulkIsJson => IsFrom(4, 0);

    /// <summary>A two-factor code works once.</summary>
    internal bool SpendsCodes => IsFrom(4, 0);

    /// <summary>Recorded: whoever gives an e-mail address is asked for a code by 5.8.0, not by 5.3.0-alpha.</summary>
    internal bool AsksForCodeByAddress => IsFrom(5, 8);

    /// <summary>Each failed code is a failed login. Read (matomo#24621), June 2026.</summary>
    internal bool CountsFailedCodes => IsFrom(5, 13);

    /// <summary>Read: 6.0 takes parameters as they come.</summary>
    internal bool TrimsParameters => !IsFrom(6, 0);

    /// <summary>Brute force of one login from anywhere locks it.</summary>
    internal bool LocksLogins => IsFrom(4, 0);

    /// <summary>An invalid token ends the request with 401; before, its bearer is the anonymous user.</summary>
    internal bool RefusesInvalidTokens => IsFrom(5, 0);

    /// <summary>core/API/Proxy.php: the password as it came; before, entities in it are decoded once.</summary>
    internal bool TakesPasswordAsItIs => IsFrom(5, 0);

    /// <summary>The renderer json2.</summary>
    internal bool HasJson2 => !IsFrom(5, 0);

    /// <summary>An object is put into a list of one.</summary>
    internal bool ListsObjects => !IsFrom(4, 0);

    /// <summary>Null where a module that does not exist is one that is not active.</summary>
    internal int? UnknownModuleStatus => IsFrom(5, 7) ? 404 : null;

    internal int InactiveModuleStatus => IsFrom(5, 7) ? 403 : 200;

    /// <summary>core/Db.php.</summary>
    internal bool HidesDatabaseAccount => IsFrom(4, 0);

    internal string DateManual => IsFrom(5, 7) ? "https://php.net/strtotime" : "http://php.net/strtotime";

    public static MatomoVersion Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Version.TryParse(text.Split('-')[0], out var number) && number.Major >= 3
            ? new MatomoVersion(text, number)
            : throw new FormatException($"'{text}' is not a version of Matomo, such as 3.14.1, 4.16.1 or 5.8.0.");
    }

    public override string ToString() => Text;

    private bool IsFrom(int major, int minor) => (_number.Major, _number.Minor).CompareTo((major, minor)) >= 0;
}
