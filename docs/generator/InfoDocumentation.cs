using MatomoToken.Documentation.Writers;

namespace MatomoToken.Documentation;

/// <summary>The documentation of <c>matomo_token_info</c> beyond what the module itself describes.</summary>
internal static class InfoDocumentation
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
                Details = "The module never changes anything: check mode makes no difference.",
            },
            new("diff_mode", "none", SharedDocumentation.DiffMode)
            {
                Details = "The module never changes anything, so there is no difference to show.",
            },
            SharedDocumentation.Platform,
        ],
        Notes =
        [
            "Check last_use_reliable of each token before you revoke it as unused.",
            "Put the executable, or a link to it, among your modules under the name matomo_token_info as well: the name decides which "
            + "module runs.",
        ],
        SeeAlso = [new("matomo_token", "Creates, renews and revokes tokens."), .. SharedDocumentation.Pages],
    };
}
