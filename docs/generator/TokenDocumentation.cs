using MatomoToken.Documentation.Writers;

namespace MatomoToken.Documentation;

/// <summary>The documentation of <c>matomo_token</c> beyond what the module itself describes.</summary>
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
                    "Reads, verifies, and tests whether files can be written, without creating any. It cannot detect a wrong password, "
                    + "or a missing right to write to the database.",
            },
            new("diff_mode", "full", SharedDocumentation.DiffMode)
            {
                Details = "Shows the token and its file before and after. A value is never shown: it appears as (kept) or (new).",
            },
            SharedDocumentation.Platform,
        ],
        Notes =
        [
            "With -v, Ansible prints a result that holds a value (token_auth): use no_log on the task and on the tasks that use the value. "
            + "Passwords, values and the salt are masked everywhere else.",
            "A run never ends a token whose value it does not know, unless revoke_others or state absent says so. It never touches "
            + "Matomo's system tokens or the anonymous user's.",
            "In the database, two runs at once for the same user and description make one token. Over the API, runs on different hosts "
            + "cannot see each other.",
            "A new value makes token_file a new file: mount its directory into a container, not the file alone, which would keep the old "
            + "one. On shared folders (cifs, vboxsf, 9p) the mount decides about modes, and a warning says so.",
            "Two runs at once for the same token_file make one token: the second waits for up to timeout. The lock is a private file "
            + "beside it while a run works on it.",
            "Matomo 3 keeps one plain value per user. The module hands it out, or replaces it with recreate always or token_auth. "
            + "Description and expiry do not apply there, and a warning says so.",
        ],
        SeeAlso =
        [
            new(
                "matomo_token_info",
                "Lists tokens, or checks the value of one. It is the same executable under another name."),
            .. SharedDocumentation.Pages,
        ],
    };
}
