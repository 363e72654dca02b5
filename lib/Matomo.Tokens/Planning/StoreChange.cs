namespace Matomo.Tokens.Planning;

/// <summary>One change that a store makes. A step's changes are done in their order.</summary>
internal abstract record StoreChange
{
    private StoreChange()
    {
    }

    /// <summary>Whether a value comes into the store.</summary>
    public bool StoresValue => this is Create or Replace;

    /// <summary>Makes a token.</summary>
    public sealed record Create(TokenDescription Description) : StoreChange
    {
        /// <summary>Null for a new random one.</summary>
        public TokenValue? Value { get; init; }

        public DateTimeOffset? ExpiresAt { get; init; }

        /// <summary>For a store that counts by the server's clock; null when <see cref="ExpiresAt"/> was asked for.</summary>
        public TokenLifetime? Lifetime { get; init; }

        /// <summary>Null to leave it to Matomo.</summary>
        public bool? SecureOnly { get; init; }
    }

    /// <summary>Changes a token in place. What is null stays.</summary>
    public sealed record Update(long Id) : StoreChange
    {
        public TokenDescription? Description { get; init; }

        /// <summary>Whether the expiry changes, to <see cref="ExpiresAt"/> or to none.</summary>
        public bool ChangesExpiry { get; init; }

        public DateTimeOffset? ExpiresAt { get; init; }

        public bool? SecureOnly { get; init; }
    }

    /// <summary>Brings the expiry of tokens forward.</summary>
    public sealed record Expire(IReadOnlyList<long> Ids, DateTimeOffset At) : StoreChange;

    /// <summary>Deletes tokens, as Matomo's own page does.</summary>
    public sealed record Revoke(IReadOnlyList<long> Ids) : StoreChange;

    /// <summary>Matomo 3 over the API: asks for the user's one value.</summary>
    public sealed record Retrieve : StoreChange;

    /// <summary>Matomo 3 in the database: replaces the user's one value; null for a random one.</summary>
    public sealed record Replace(TokenValue? Value) : StoreChange;
}
