namespace Matomo.StandIn.Api;

/// <summary>What goes back over the wire.</summary>
internal sealed record Answer(int Status, string ContentType, string Body)
{
    public const string Html = "text/html; charset=utf-8";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
