namespace Matomo.Tokens;

/// <summary>What a run does about one token.</summary>
public enum TokenAction
{
    /// <summary>Nothing: it is as requested.</summary>
    None,

    /// <summary>A new token is made, or a value from outside is stored.</summary>
    Created,

    /// <summary>The token, or its file, is brought into line.</summary>
    Updated,

    /// <summary>A new token is made because the old one has little time left. The old one is left to expire.</summary>
    Renewed,

    /// <summary>One or more tokens are revoked.</summary>
    Revoked,
}
