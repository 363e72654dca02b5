namespace Matomo.StandIn.Users;

/// <summary>A token that a user has from the start.</summary>
public sealed record PresetToken(string Value, string Description)
{
    public DateTime? CreatedAt { get; init; }

    public DateTime? ExpiresAt { get; init; }

    public bool SecureOnly { get; init; }

    public bool System { get; init; }
}
