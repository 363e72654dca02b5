using MatomoToken.Documentation.Writers;

namespace MatomoToken.Documentation;

/// <summary>What is documented of <c>matomo_token</c> besides what the module says of itself.</summary>
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
                Details =
                    "Reads, verifies, and tests that files can be written, without making one. It cannot tell that a password is wrong, "
                    + "or that a right to write to the database is missing.",
            },
            new("diff_mode", "full", SharedDocumentation.DiffMode)
            {
                Details = "Shows the token and its file before and after. A value is never shown: it is (kept) or (new).",
            },
            SharedDocumentation.Platform,
        ],
        Notes =
        [
            "A result that holds a value (token_auth) is printed by Ansible with -v: use no_log on the task, and on those that use the "
            + "value. Passwords, values and the salt are masked everywhere else.",
            "A token whose value a run does not know is never ended by it, unless revoke_others or state absent says so. Matomo's system "
            + "tokens and the anonymous user's are never touched.",
            "In the database two runs at once for the same user and description make one token. Over the API, runs on different hosts "
            + "cannot see each other.",
            "Matomo 3 keeps one plain value for each user: it is handed out, or replaced with recreate always or token_auth. Description "
            + "and expiry do not apply there, which a warning says.",
        ],
        SeeAlso =
        [
            new(
                "matomo_token_info",
                "Lists the tokens that there are, or checks the value of one. The same executable under another name."),
            .. SharedDocumentation.Pages,
        ],
    };
}
