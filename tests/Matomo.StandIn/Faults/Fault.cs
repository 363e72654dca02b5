namespace Matomo.StandIn.Faults;

/// <summary>A fault that is switched on.</summary>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>For calls of this API method only; null for every request.</summary>
    public string? Method { get; init; }

    /// <summary>For so many matching requests; null until it is cleared.</summary>
    public int? Times { get; init; }

    /// <summary>So many matching requests pass unharmed first.</summary>
    public int Skip { get; init; }

    /// <summary>How long a hang lasts.</summary>
    public double Seconds { get; init; } = 30;

    /// <summary>Of an oversized body.</summary>
    public long Bytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Of what is in front of Matomo.</summary>
    public int Status { get; init; } = 403;

    /// <inheritdoc cref="Status"/>
    public string? Server { get; init; }

    /// <inheritdoc cref="Status"/>
    public string? RetryAfter { get; init; }

    public string UserName { get; init; } = "web";

    public string Password { get; init; } = "web-password";
}
