using Matomo.StandIn.Api;

namespace Matomo.StandIn.Faults;

/// <summary>The answers that a fault gives in place of Matomo's.</summary>
internal static class FaultyAnswers
{
    /// <summary>The answer when the request never reaches Matomo; null when it does.</summary>
    public static Answer? InsteadOfWork(Fault fault, HttpRequest request) => fault.Kind switch
    {
        FaultKind.InFront => InFront(fault),
        FaultKind.HtmlError => new Answer(500, Answer.Html, Pages.ServerError),
        FaultKind.BasicAuthentication when request.Headers.Authorization != Basic(fault) => new Answer(401, Answer.Html, Pages.Unauthorized)
        {
            Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Basic realm=\"Matomo\"" },
        },
        _ => null,
    };

    /// <summary>What Matomo is set to for the request that meets the fault.</summary>
    public static StandInSettings Settings(Fault? fault, StandInSettings settings) => fault?.Kind switch
    {
        FaultKind.DatabaseDown => settings with { DatabaseError = StandInSettings.AccessDenied },
        FaultKind.RedirectToHttps => settings with { ForceSsl = true },
        FaultKind.InstallerPage => settings with { IsInstalled = false },
        FaultKind.Maintenance => settings with { Maintenance = true },
        FaultKind.AddressNotAllowed => settings with { AllowedAddresses = ["203.0.113.7"] },
        FaultKind.TokensCannotBeWritten => settings with { TokensCannotBeWritten = true },
        _ => settings,
    };

    /// <summary>What is left of a good answer.</summary>
    public static Answer Spoiled(Fault fault, Answer answer) => fault.Kind switch
    {
        FaultKind.NotJson => answer with { Status = 200, Body = "It works!" },
        FaultKind.TruncatedJson => answer with { Body = answer.Body[..(answer.Body.Length / 2)] },
        FaultKind.OversizedBody => answer with { Body = $"{{\"value\":\"{new string('a', (int)fault.Bytes)}\"}}" },
        _ => answer,
    };

    private static Answer InFront(Fault fault) => new(fault.Status, Answer.Html, Pages.InFront(fault.Status))
    {
        Headers = new (string Name, string? Value)[] { ("Server", fault.Server), ("Retry-After", fault.RetryAfter) }
            .Where(header => header.Value is not null)
            .ToDictionary(header => header.Name, header => header.Value!),
    };

    private static string Basic(Fault fault) =>
        $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{fault.UserName}:{fault.Password}"))}";
}
