namespace Matomo.Tokens.Planning;

/// <summary>One thing that a store is to do. A step's changes are done in their order.</summary>
internal abstract record StoreChange
{
    private StoreChange()
    {
    }

    /// <summary>Whether a value comes into the store.</summary>
    public bool StoresValue => this is Create or Replace;

    /// <summary>Make a token.</summary>
    /// <param name="Description">What it is for.</param>
    public sealed record Create(TokenDescription Description) : StoreChange
    {
        /// <summary>The value that it shall have; null for a new random one.</summary>
        public TokenValue? Value { get; init; }

        /// <summary>When it expires, UTC; null for never.</summary>
        public DateTimeOffset? ExpiresAt { get; init; }

        /// <summary>How long it lives, for a store that counts by the server's clock; null when <see cref="ExpiresAt"/> was asked for.</summary>
        public TokenLifetime? Lifetime { get; init; }

        /// <summary>Whether it is valid in POST bodies only; null to leave it to Matomo.</summary>
        public bool? SecureOnly { get; init; }
    }

    /// <summary>Change a token in place. What is null stays.</summary>
    /// <param name="Id">The row.</param>
    public sealed record Update(long Id) : StoreChange
    {
        /// <summary>The new description.</summary>
        public TokenDescription? Description { get; init; }

        /// <summary>Whether the expiry changes, to <see cref="ExpiresAt"/>.</summary>
        public bool ChangesExpiry { get; init; }

        /// <summary>The new expiry, UTC; null for never.</summary>
        public DateTimeOffset? ExpiresAt { get; init; }

        /// <summary>The new secure_only.</summary>
        public bool? SecureOnly { get; init; }
    }

    /// <summary>Let tokens end at a moment that is sooner than their own.</summary>
    /// <param name="Ids">The rows.</param>
    /// <param name="At">When they end, UTC.</param>
    public sealed record Expire(IReadOnlyList<long> Ids, DateTimeOffset At) : StoreChange;

    /// <summary>Delete tokens, as Matomo's own page does.</summary>
    /// <param name="Ids">The rows.</param>
    public sealed record Revoke(IReadOnlyList<long> Ids) : StoreChange;

    /// <summary>Matomo 3 over the API: ask for the user's one value.</summary>
    public sealed record Retrieve : StoreChange;

    /// <summary>Matomo 3 in the database: replace the user's one value.</summary>
    /// <param name="Value">The new value; null for a random one.</param>
    public sealed record Replace(TokenValue? Value) : StoreChange;
}
