using MatomoToken.Documentation.Writers;

namespace MatomoToken.Documentation;

/// <summary>What is documented of <c>matomo_token_info</c> besides what the module says of itself.</summary>
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
                Details = "Nothing is ever changed: a run in check mode does the same.",
            },
            new("diff_mode", "none", SharedDocumentation.DiffMode)
            {
                Details = "Nothing is ever changed, so that there is no difference to show.",
            },
            SharedDocumentation.Platform,
        ],
        Notes =
        [
            "Look at last_use_reliable of each token before you revoke what seems unused.",
            "Put the executable, or a link to it, among your modules under the name matomo_token_info as well: the name decides which "
            + "module it is.",
        ],
        SeeAlso = [new("matomo_token", "Creates, keeps and retires tokens."), .. SharedDocumentation.Pages],
    };
}
