namespace Matomo.StandIn.Requests;

/// <summary>A request as it arrived, secrets included.</summary>
public sealed record RecordedRequest(int Number, DateTimeOffset At, string HttpMethod, string Path)
{
    /// <summary>The API method that was asked for, wherever it stood; empty without one.</summary>
    public string Method { get; init; } = "";

    public string QueryString { get; init; } = "";

    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Form { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public long BodySize { get; init; }

    public int SourcePort { get; init; }

    /// <summary>The same for requests on one connection.</summary>
    public string ConnectionId { get; init; } = "";
}
