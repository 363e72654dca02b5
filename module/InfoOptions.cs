namespace MatomoToken;

/// <summary>The options of <c>matomo_token_info</c>, with their texts and rules. It connects as <c>matomo_token</c> does.</summary>
internal static class InfoOptions
{
    public const string Logins = "logins";
    public const string UnusedFor = "unused_for";
    public const string ExpiresWithin = "expires_within";
    public const string System = "system";

    /// <summary>The options that select tokens from the database, which the API cannot list.</summary>
    public static IReadOnlyList<string> OfList { get; } = [Logins, TokenOptions.Description, UnusedFor, ExpiresWithin, System];

    public static ArgumentSpec Spec { get; } = new([.. Filters, .. Connection])
    {
        MutuallyExclusive = [[TokenOptions.TokenAuth, TokenOptions.TokenFile]],
        RequiredBy = TokenOptions.ForConnection,
    };

    private static IEnumerable<ArgumentOption> Shared => [.. TokenOptions.ForTask, .. TokenOptions.ForApi, .. TokenOptions.ForDatabase];

    private static IEnumerable<ArgumentOption> Filters => TokenOptions.In("the list",
    [
        new(
            Logins, ArgumentType.List,
            "Database: only the tokens of these users, each given by Matomo login or e-mail address in any spelling that Matomo treats as "
            + "the same. An unknown user is an error (user_not_found).",
            "Without it, the tokens of all users are listed, including those that deleted users left behind. An empty list selects none.")
        {
            Elements = ArgumentType.Str,
            Aliases = [TokenOptions.Login],
        },
        new(
            TokenOptions.Description, ArgumentType.Str,
            "Database: only tokens with this description, compared as in matomo_token: HTML entities decoded once, leading and trailing "
            + "blanks trimmed, then exactly, including case."),
        new(
            TokenOptions.TokenAuth, ArgumentType.Str,
            "A token's value, 32 lower-case hexadecimal characters. Over the API it is the value to check, and either it or token_file is "
            + "required. With the database, only the token with this value is listed, if there is one.",
            "Checking a value that is no live token over the API may count as a failed login (as two with Matomo 3 and 4). Matomo locks "
            + "an address out after 20 failed logins within an hour.") { NoLog = true },
        new(
            TokenOptions.TokenFile, ArgumentType.Path,
            "A file on the host from which to take the value instead, as matomo_token keeps it. It is only read. A missing or empty file "
            + "is an error."),
        new(
            UnusedFor, ArgumentType.Str,
            "Database: only live tokens whose last use was at least this long ago, such as 12h, 90d or 26w. A token that was never used "
            + "counts from its creation.",
            "Matomo does not record every use: check last_use_reliable of each token before you revoke it."),
        new(
            ExpiresWithin, ArgumentType.Str,
            "Database: only live tokens that expire within this time, such as 12h, 14d or 2w. Tokens that have already expired are left "
            + "out."),
        new(
            System, ArgumentType.Bool,
            "Database: true lists only Matomo's own tokens, which are its system tokens and the anonymous user's; false lists all others. "
            + "Without it, both are listed."),
    ]);

    // The same options, but this module writes nothing and waits for no other run.
    private static IEnumerable<ArgumentOption> Connection => Shared.Select(option => option.Name switch
    {
        TokenOptions.Backend => option with
        {
            Description =
            [
                "Where to look: in Matomo's database, which lists tokens, or over Matomo's HTTP API, which only tells whether one value is "
                + "valid and whose it is. auto means the database when config_file, salt or a db_ option is given.",
            ],
        },
        TokenOptions.Timeout => option with
        {
            Description = ["How many seconds one request may take; with the database, the connection and each statement."],
        },
        TokenOptions.Url => option with
        {
            Description = ["The base URL of Matomo, such as https://stats.example.org/. Required over the API.", TokenOptions.HostOfUrl],
        },
        TokenOptions.DbUser => option with
        {
            Description =
            [
                "The database account. SELECT on the tables user, option and user_token_auth is enough. Only the search for a value needs "
                + "a right on the column password. Without SELECT on access, it is unknown whose last use can be relied on.",
            ],
        },
        TokenOptions.Salt => option with
        {
            Description =
            [
                "The salt with which Matomo hashes tokens: salt in [General] of its configuration. Needed only with token_auth or "
                + "token_file.",
            ],
        },
        _ => option,
    });
}
