using Ansible.Modules.Arguments;

namespace MatomoToken;

/// <summary>The options of <c>matomo_token_info</c>, their texts and the rules between them. How Matomo is reached is said as in <c>matomo_token</c>.</summary>
internal static class InfoOptions
{
    public const string Logins = "logins";
    public const string UnusedFor = "unused_for";
    public const string ExpiresWithin = "expires_within";
    public const string System = "system";

    /// <summary>The options that choose among the tokens of the database, which the API cannot list.</summary>
    public static IReadOnlyList<string> OfList { get; } = [Logins, TokenOptions.Description, UnusedFor, ExpiresWithin, System];

    public static ArgumentSpec Spec { get; } = new([.. Filters, .. Connection])
    {
        MutuallyExclusive = [[TokenOptions.TokenAuth, TokenOptions.TokenFile]],
        RequiredBy = TokenOptions.ForConnection,
    };

    private static IEnumerable<ArgumentOption> Filters =>
    [
        new(Logins, ArgumentType.List)
        {
            Elements = ArgumentType.Str,
            Aliases = [TokenOptions.Login],
            Description =
            [
                "Database: only the tokens of these users, each given by Matomo login or e-mail address, in any spelling that Matomo takes for the same. One that no user has is an error (user_not_found).",
                "Without it, the tokens of every user are listed, and those that a deleted user left behind; with an empty list, none.",
            ],
        },
        new(TokenOptions.Description, ArgumentType.Str)
        {
            Description = ["Database: only tokens of this description, compared as matomo_token compares it: HTML entities decoded once, outer blanks trimmed, exactly, case included."],
        },
        new(TokenOptions.TokenAuth, ArgumentType.Str)
        {
            NoLog = true,
            Description =
            [
                "A token's value, 32 lower-case hexadecimal characters. Over the API, the value to check: it or token_file is required there. In the database, only the token of this value is listed, if there is one.",
                "A value that is no live token may count as a failed login when it is checked over the API (twice with Matomo 3 and 4), and Matomo locks an address out after 20 within an hour.",
            ],
        },
        new(TokenOptions.TokenFile, ArgumentType.Path)
        {
            Description = ["A file on the host to take the value from instead, as matomo_token keeps it. It is only read; one that is missing or empty is an error."],
        },
        new(UnusedFor, ArgumentType.Str)
        {
            Description =
            [
                "Database: only live tokens that were last used at least so long ago, such as 12h, 90d or 26w; one that was never used counts from its creation.",
                "Matomo does not record every use: see last_use_reliable of each token before revoking it.",
            ],
        },
        new(ExpiresWithin, ArgumentType.Str)
        {
            Description = ["Database: only live tokens that expire within this time, such as 12h, 14d or 2w. Those that have expired already are not among them."],
        },
        new(System, ArgumentType.Bool)
        {
            Description = ["Database: true for Matomo's own tokens alone, which are its system tokens and the anonymous user's; false for all others. Without it, both are listed."],
        },
    ];

    // The same options, but nothing is written here, and no other run waited for.
    private static IEnumerable<ArgumentOption> Connection => TokenOptions.ForTask.Concat(TokenOptions.ForApi).Concat(TokenOptions.ForDatabase).Select(option => option.Name switch
    {
        TokenOptions.Backend => option with
        {
            Description =
            [
                "Where to look: in Matomo's database, which lists tokens; or over Matomo's HTTP API, which only tells whether one value is valid and whose it is. "
                + "auto is the database when config_file, salt or a db_ option is given.",
            ],
        },
        TokenOptions.Timeout => option with { Description = ["How many seconds one request may take; with the database the connection, and each statement."] },
        TokenOptions.Url => option with
        {
            Description = ["The base URL of Matomo, such as https://stats.example.org/. Required over the API.", TokenOptions.HostOfUrl],
        },
        TokenOptions.DbUser => option with
        {
            Description =
            [
                "The account at the server. SELECT on the tables user, option and user_token_auth is enough, and no right on the column password is needed unless a value is looked for. "
                + "Without SELECT on access, it is not known whose last use can be relied on.",
            ],
        },
        TokenOptions.Salt => option with { Description = ["Matomo's salt, which it hashes tokens with: salt in [General] of its configuration. Needed only with token_auth or token_file."] },
        _ => option,
    });
}
