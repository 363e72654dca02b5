using MatomoToken.Documentation.Writers;

namespace MatomoToken.Documentation;

/// <summary>Texts that the documentation of both modules shares.</summary>
internal static class SharedDocumentation
{
    public const string FirstVersion = "0.2.0";
    public const string CheckMode = "Can run in check mode and report what would change, without changing it.";
    public const string DiffMode = "In diff mode, reports what changed, or would change in check mode.";

    public static string[] Author => ["The matomo_token developers (@matomo-automation)"];

    public static string[] Requirements =>
    [
        "Linux on x86-64 or arm64 with glibc 2.28 (as in RHEL 8) or later, and OpenSSL. The host needs neither Python nor .NET.",
    ];

    public static ModuleSupport Platform => new("platform", "full", "The systems that the module runs on.")
    {
        Platforms = "linux",
        Details = "A native executable, one for x86-64 and one for arm64. A host needs the one for its own architecture.",
    };

    public static SeeAlso[] Pages =>
    [
        new("Matomo's reporting API", "What a token_auth is for, and how Matomo's API accepts it.")
        {
            Link = "https://developer.matomo.org/api-reference/reporting-api",
        },
    ];
}
