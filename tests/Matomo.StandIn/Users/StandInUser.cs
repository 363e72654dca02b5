namespace Matomo.StandIn.Users;

/// <summary>A user of the installation.</summary>
public sealed record StandInUser(string Login, string Password)
{
    public string Email { get; init; } = $"{Login}@example.org";

    /// <summary>Base32; null without two-factor authentication.</summary>
    public string? TotpSecret { get; init; }

    /// <summary>Each in place of a two-factor code, once.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; init; } = [];

    public UserRole Role { get; init; } = UserRole.View;

    public IReadOnlyList<PresetToken> Tokens { get; init; } = [];

    /// <summary>For getSitesIdFromSiteUrl; a super user sees those of everybody.</summary>
    public IReadOnlyList<StandInSite> Sites { get; init; } = [];

    internal bool IsSuperUser => Role == UserRole.SuperUser;

    internal bool HasSite => Role != UserRole.None;
}
