namespace Matomo.StandIn;

/// <summary>What an operator sets in Matomo or around it, and may change while it runs.</summary>
public sealed record StandInSettings
{
    /// <summary>TwoFactorAuth's twoFactorAuthRequired: who has no two-factor authentication gets no token, though its row is made.</summary>
    public bool TwoFactorRequired { get; init; }

    /// <summary>As if user_token_auth had a trigger that refuses each row.</summary>
    public bool TokensCannotBeWritten { get; init; }

    public bool DatabaseIsDown { get; init; }

    /// <summary>login_allowlist_ip; empty allows every address.</summary>
    public IReadOnlyList<string> AllowedAddresses { get; init; } = [];
}
