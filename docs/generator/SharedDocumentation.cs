using MatomoToken.Documentation.Writers;

namespace MatomoToken.Documentation;

/// <summary>What is documented of both modules in the same words.</summary>
internal static class SharedDocumentation
{
    public const string FirstVersion = "0.1.0";
    public const string CheckMode = "Can run in check mode and say what it would change, without changing it.";
    public const string DiffMode = "Says what has changed, or would in check mode, when in diff mode.";

    public static string[] Author => ["The matomo_token developers"];

    public static string[] Requirements =>
    [
        "Linux on x86-64 or arm64 with a C library not older than glibc 2.28, as RHEL 8 has it, and OpenSSL. Neither Python nor .NET is "
        + "needed on the host.",
    ];

    public static ModuleSupport Platform => new("platform", "full", "The systems that the module runs on.")
    {
        Platforms = "linux",
        Details = "A native executable, one for x86-64 and one for arm64. A host needs the one of its own architecture.",
    };

    public static SeeAlso[] Pages =>
    [
        new("Matomo's reporting API", "What a token_auth is for, and how Matomo's API takes it.")
        {
            Link = "https://developer.matomo.org/api-reference/reporting-api",
        },
    ];
}
