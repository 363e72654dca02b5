using Ansible.Modules;
using Ansible.Modules.Documentation;

namespace MatomoToken;

/// <summary>What is documented of <c>matomo_token</c> besides its options. <see cref="TokenResult"/> writes what is told here of results.</summary>
internal static class TokenDocumentation
{
    public static ModuleDocumentation Text => new()
    {
        VersionAdded = SharedDocumentation.FirstVersion,
        Author = SharedDocumentation.Author,
        Requirements = SharedDocumentation.Requirements,
        Attributes =
        [
            new("check_mode", "full", SharedDocumentation.CheckMode)
            {
                Details = "Reads, verifies, and tests that files can be written, without making one. It cannot tell that a password is wrong, or that a right to write to the database is missing.",
            },
            new("diff_mode", "full", SharedDocumentation.DiffMode) { Details = "Shows the token and its file before and after. A value is never shown: it is (kept) or (new)." },
            SharedDocumentation.Platform,
        ],
        Notes =
        [
            "A result that holds a value (token_auth) is printed by Ansible with -v: use no_log on the task, and on those that use the value. Passwords, values and the salt are masked everywhere else.",
            "A token whose value a run does not know is never ended by it, unless revoke_others or state absent says so. Matomo's system tokens and the anonymous user's are never touched.",
            "In the database two runs at once for the same user and description make one token. Over the API, runs on different hosts cannot see each other.",
            "Matomo 3 keeps one plain value for each user: it is handed out, or replaced with recreate always or token_auth. Description and expiry do not apply there, which a warning says.",
        ],
        SeeAlso =
        [
            new("matomo_token_info", "Lists the tokens that there are, or checks the value of one. The same executable under another name."),
            .. SharedDocumentation.Pages,
        ],
        Returns = [.. SharedDocumentation.Always, .. OfToken, Results, SharedDocumentation.Message, SharedDocumentation.ErrorCode],
    };

    private static readonly ReturnValue[] OfToken =
    [
        new("action", ArgumentType.Str)
        {
            Returned = "success, without tokens",
            Description =
            [
                "What was done with the token, or would be in check mode: none; created; updated (its expiry, description, secure_only or file); renewed (a new one was made because the old one soon expires); or revoked.",
            ],
            Sample = "created",
        },
        new(TokenOptions.Login, ArgumentType.Str)
        {
            Returned = "success, without tokens",
            Description = ["The user whose token it is, as Matomo spells the login where that is known."],
            Sample = "alice",
        },
        new(TokenOptions.Description, ArgumentType.Str)
        {
            Returned = "success, without tokens",
            Description = ["The description that the task asks for, as people read it. Null when it gives none."],
            Sample = "WordPress on web1",
        },
        new(TokenOptions.TokenAuth, ArgumentType.Str)
        {
            Returned = "success, without tokens",
            Description =
            [
                "The token's value, when return_token asks for it and it is known. Null otherwise, and in check mode where it would be new.",
                "A failure holds it only when a token was made whose value could not be kept anywhere else, and return_token asks for it.",
            ],
            Sample = "0123456789abcdef0123456789abcdef",
        },
        new("value_known", ArgumentType.Bool)
        {
            Returned = "success, without tokens",
            Description = ["Whether the run knows the token's value, be it returned or not."],
            Sample = true,
        },
        new(TokenOptions.TokenFile, ArgumentType.Str)
        {
            Returned = "success, without tokens",
            Description = ["The file that keeps the value. Null when the task names none."],
            Sample = "/etc/wordpress/matomo.token",
        },
        new("token", ArgumentType.Dict)
        {
            Returned = "success, without tokens",
            Description = ["The token as Matomo has it. Null when there is none."],
            Contains =
            [
                SharedDocumentation.Id,
                SharedDocumentation.CreatedAt,
                new("expires_at", ArgumentType.Str)
                {
                    Description = ["When it expires, in UTC. Null when it never does, or when that is not known."],
                    Sample = "2027-01-31T12:00:00Z",
                },
                SharedDocumentation.LastUsedAt,
                new("secure_only", ArgumentType.Bool) { Description = ["Whether it is valid in POST bodies only. Null when that is not known."], Sample = false },
            ],
        },
        new("others", ArgumentType.List)
        {
            Elements = ArgumentType.Dict,
            Returned = "success, without tokens",
            Description = ["The other live tokens of that login and description. Always empty over the API, which does not tell."],
            Contains = Others,
        },
        new("revoked", ArgumentType.List)
        {
            Elements = ArgumentType.Dict,
            Returned = "success, without tokens",
            Description = ["The tokens that the run revoked, or would in check mode."],
            Contains = Others,
        },
    ];

    private static ReturnValue[] Others => [SharedDocumentation.Id, SharedDocumentation.CreatedAt, SharedDocumentation.LastUsedAt];

    private static ReturnValue Results => new("results", ArgumentType.List)
    {
        Elements = ArgumentType.Dict,
        Returned = "with tokens",
        Description =
        [
            "One element for each entry of tokens, in their order, with all that stands at the top otherwise. A failure has the elements of those entries that were done before it; over the API they stay done.",
        ],
        Contains = OfToken,
    };
}
