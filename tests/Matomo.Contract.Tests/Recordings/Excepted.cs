namespace Matomo.Contract.Tests.Recordings;

/// <summary>Exchanges in which the stand-in may differ: at most 15 a version, and none of a call that the client makes.</summary>
public sealed record Excepted(string Version, string Scenario, string Exchange, string Reason)
{
    private const string Formats = "The client asks for JSON.";
    private const string Lists = "The client sends no list: PHP's own errors and \"Array\" follow.";
    private const string Dates = "The client sends dates as YYYY-MM-DD HH:MM:SS: strtotime's odder readings follow.";
    private const string Users = "The client does not call getUser with an invalid token.";
    private const string Reports = "A list of Matomo's reports.";

    private static readonly string[] SinceFour = ["4.16.1", "5.3.0-alpha", "5.8.0"];
    private static readonly string[] FourToFiveThree = ["4.16.1", "5.3.0-alpha"];

    public static IReadOnlyList<Excepted> All { get; } =
    [
        .. Of(["3.14.1"], "the generation: methods that not all have, no token", "API.getDefaultMetricTranslations", Reports),
        .. Of(["3.14.1"], "the generation: methods that not all have, no token, German", "API.getDefaultMetricTranslations", Reports),
        .. Of(["3.14.1"], "the generation: methods that not all have, no token, locked out", "API.getDefaultMetricTranslations", Reports),
        .. Of(["3.14.1", "4.16.1"], "getUser: every token", "getUser anonymous, a made-up token", Users),
        .. Of(SinceFour, "creation: where the parameters stand", "format=json, serialize and callback", Formats),
        .. Of(FourToFiveThree, "creation: where the parameters stand", "format=original", Formats),
        .. Of(SinceFour, "creation: where the parameters stand", "format=original, wrong password", Formats),
        .. Of(FourToFiveThree, "creation: parameters missing and empty", "userLogin as a list", Lists),
        .. Of(SinceFour, "creation: parameters missing and empty", "passwordConfirmation as a list", Lists),
        .. Of(SinceFour, "creation: expireDate", "expireDate 2030-01-01 12:00:00 Europe/Berlin", Dates),
        .. Of(SinceFour, "creation: expireDate", "expireDate 10000-01-01", Dates),
        .. Of(SinceFour, "creation: expireDate", "expireDate -1", Dates),
        .. Of(SinceFour, "creation: expireDate", "expireDate 0000-00-00", Dates),
    ];

    public static IReadOnlyList<string> Exchanges(string version, string scenario) =>
        [.. All.Where(excepted => excepted.Version == version && excepted.Scenario == scenario).Select(excepted => excepted.Exchange)];

    private static IEnumerable<Excepted> Of(string[] versions, string scenario, string exchange, string reason) =>
        versions.Select(version => new Excepted(version, scenario, exchange, reason));
}
