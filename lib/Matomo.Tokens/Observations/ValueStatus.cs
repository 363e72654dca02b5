namespace Matomo.Tokens.Observations;

/// <summary>What a store says about a value.</summary>
internal enum ValueStatus
{
    /// <summary>No token has it; over the API also: it has expired.</summary>
    Unknown,

    /// <summary>An expired token of this user has it.</summary>
    Expired,

    /// <summary>A live token of this user has it.</summary>
    Live,

    /// <summary>A live token has it, and the store cannot tell whose.</summary>
    LiveOwnerUnproven,
    OtherUser,
}
