namespace Matomo.Tokens.Requests;

/// <summary>The desired state of one token.</summary>
public sealed record TokenRequest
{
    private static readonly TimeSpan LeastExpiry = TimeSpan.FromMinutes(1);

    /// <summary>Whose token it is: the Matomo login, or the user's e-mail address.</summary>
    public required string Login { get; init; }

    /// <summary>What the token is for. Null only where <see cref="State"/> is absent and a value says which token is meant.</summary>
    public TokenDescription? Description { get; init; }

    /// <summary>Whether the token must exist.</summary>
    public TokenState State { get; init; } = TokenState.Present;

    /// <summary>The requested value (<c>token_auth</c>), or null for any.</summary>
    public TokenValue? Value { get; init; }

    /// <summary>Whether the caller has a value that may be the token (<c>known_token</c>), even one that cannot be a token.</summary>
    public bool HasKnownToken { get; init; }

    /// <summary>That value, when it has a token's form.</summary>
    public TokenValue? KnownToken { get; init; }

    /// <summary>Whether <see cref="KnownToken"/> counts for nothing where it is another user's token, rather than being refused. Only where
    /// the store knows every spelling of a login: elsewhere this user's own token may look like another's in every run.</summary>
    public bool ReplacesOther { get; init; }

    /// <summary>Where the value is kept, or null.</summary>
    public TokenFileRequest? TokenFile { get; init; }

    /// <summary>Whether every run has to give the value, and not only the one that makes the token.</summary>
    public bool NeedsValue { get; init; }

    /// <summary>When the token expires, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether the token must not expire: an expiry that it has is removed.</summary>
    public bool NeverExpires { get; init; }

    /// <summary>How long a new token lives, and the most that a live one may have left; or null.</summary>
    public TokenLifetime? ExpiresIn { get; init; }

    /// <summary>A new token is made when less than this is left; or null. Shorter than <see cref="ExpiresIn"/>.</summary>
    public TokenLifetime? RenewBefore { get; init; }

    /// <summary>Whether the token is valid in POST bodies only (Matomo 5 and later), or null when it does not matter.</summary>
    public bool? SecureOnly { get; init; }

    /// <summary>When a new value is made.</summary>
    public RecreateMode Recreate { get; init; } = RecreateMode.WhenLost;

    /// <summary>Whether the group's other live tokens end, in a run that makes a new value or knows the token's own.</summary>
    public bool RevokeOthers { get; init; }

    /// <summary>How long those others live on, or null when they end at once.</summary>
    public TokenLifetime? Overlap { get; init; }

    /// <summary>Refuses a request that contradicts itself.</summary>
    /// <param name="now">The time at the host, for <see cref="ExpiresAt"/>; null where Matomo's own clock is to judge it.</param>
    /// <param name="index">Which of several requests it is, for the failure.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>.</exception>
    public void Check(DateTimeOffset? now, int? index = null)
    {
        Refuse(Login.Length == 0, "The login is empty.", nameof(Login));
        Refuse(State == TokenState.Present && Description is null, "A token that is to exist needs a description.", nameof(Description));
        Refuse(
            State == TokenState.Absent && Description is null && Value is null && KnownToken is null && TokenFile is null,
            "A token that is not to exist needs a description or a value, to know which one is meant.",
            [nameof(Description), nameof(Value), nameof(KnownToken), nameof(TokenFile)]);
        Refuse(
            (ExpiresAt is not null || NeverExpires) && ExpiresIn is not null,
            "A time of expiry and a lifetime exclude each other.",
            [nameof(ExpiresAt), nameof(ExpiresIn)]);
        Refuse(ExpiresAt is not null && NeverExpires, "A token either expires or does not.", nameof(ExpiresAt), nameof(NeverExpires));
        Refuse(
            Value is not null && (ExpiresIn is not null || RenewBefore is not null || Recreate != RecreateMode.WhenLost),
            "A value from outside cannot be made anew here.",
            [nameof(Value), nameof(ExpiresIn), nameof(RenewBefore), nameof(Recreate)]);
        Refuse(RenewBefore is not null && ExpiresIn is null, "A renewal needs a lifetime.", nameof(RenewBefore), nameof(ExpiresIn));
        Refuse(RenewBefore?.Hours >= ExpiresIn?.Hours, "A renewal must come within the lifetime.", nameof(RenewBefore), nameof(ExpiresIn));
        Refuse(
            RenewBefore is not null && Recreate == RecreateMode.Never,
            "A renewal makes a new value.",
            [nameof(RenewBefore), nameof(Recreate)]);
        Refuse(
            Overlap is not null && !RevokeOthers,
            "Tokens overlap only where others are revoked.",
            [nameof(Overlap), nameof(RevokeOthers)]);
        if (now is { } time)
            CheckExpiry(time, "this host's clock", index);

        void Refuse(bool contradiction, string message, params ReadOnlySpan<string> settings) =>
            TokenRequest.Refuse(contradiction, message, index, settings);
    }

    /// <summary>Refuses an expiry that has come, or will have within a minute.</summary>
    /// <param name="now">The time.</param>
    /// <param name="whose">Which clock says so.</param>
    /// <param name="index">Which of several requests it is, for the failure.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>.</exception>
    internal void CheckExpiry(DateTimeOffset now, string whose, int? index)
    {
        if (State == TokenState.Present && ExpiresAt - now <= LeastExpiry)
        {
            var times = $"{ExpiresAt:yyyy-MM-dd HH:mm:ss} UTC, is not more than a minute ahead of {whose} ({now:yyyy-MM-dd HH:mm:ss} UTC)";
            Refuse(true, $"The expiry, {times}.", index, nameof(ExpiresAt));
        }
    }

    private static void Refuse(bool contradiction, string message, int? index, params ReadOnlySpan<string> settings)
    {
        if (contradiction)
        {
            var reason = new FailureReason.Settings(settings.ToArray());
            throw new TokenException(TokenErrorCode.InvalidArguments, message, reason: reason) { RequestIndex = index };
        }
    }
}
