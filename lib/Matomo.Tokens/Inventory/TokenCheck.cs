namespace Matomo.Tokens.Inventory;

/// <summary>What Matomo's API tells of a value.</summary>
public sealed record TokenCheck
{
    /// <summary>Whether a live token has the value.</summary>
    public required bool IsValid { get; init; }

    /// <summary>Whose it is; null when it is nobody's, and where the API does not tell it.</summary>
    public string? Login { get; init; }

    /// <summary>Whether that user is a super user; null when the value is not valid.</summary>
    public bool? IsSuperUser { get; init; }

    /// <summary>Matomo's version; null when Matomo does not tell it to the value's user, who has no access to any site.</summary>
    public string? MatomoVersion { get; init; }

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
