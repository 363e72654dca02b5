namespace Matomo.StandIn.Api;

/// <summary>An exception of Matomo's: its message, and its HTTP status where it has one.</summary>
internal sealed class ApiError(string message, int? status = null) : Exception(message)
{
    public int? Status => status;

    /// <summary>Raised outside of the one request of a bulk that it came from.</summary>
    public bool EndsBulk { get; init; }
}
