namespace Matomo.Tokens.Planning;

/// <summary>One request and all that was found about it.</summary>
internal sealed record Situation(int Index, TokenRequest Request, TokenObservation Observation, TokenFileObservation? File, StoreObservation Store)
{
    private IReadOnlyList<ObservedToken>? _liveGroup;

    public StoreAbilities Abilities => Store.Abilities;

    public DateTimeOffset Now => Store.Now;

    /// <summary>The first candidate that is a live token of this user.</summary>
    public ObservedValue? Known => Observation.Values.FirstOrDefault(value => value.Status == ValueStatus.Live);

    /// <summary>The group's live tokens, its head first: no expiry is last of all, of equals the highest id.</summary>
    public IReadOnlyList<ObservedToken> LiveGroup => _liveGroup ??= SelectLive(Observation.Group ?? [], Now);

    /// <summary>The requested secure_only, where tokens have it at all.</summary>
    public bool? SecureOnly => Abilities.SetsSecureOnly ? Request.SecureOnly : null;

    public bool IsRenewalDue(ObservedToken token) => IsRenewalDue(Request, token, Now);

    /// <summary>Whether less than <see cref="TokenRequest.RenewBefore"/> is left of a token whose expiry is known.</summary>
    public static bool IsRenewalDue(TokenRequest request, ObservedToken token, DateTimeOffset now) =>
        request.RenewBefore is { } least && token is { ExpiryKnown: true, ExpiresAt: { } end } && end - now < least.Duration;

    public TokenStep Step() => new() { Index = Index, Request = Request, Login = Observation.Login };

    public TokenException Failure(TokenErrorCode code, string message, FailureReason? reason = null) =>
        new(code, message, reason: reason) { RequestIndex = Index };

    /// <summary>The group's live tokens but one.</summary>
    public IReadOnlyList<ObservedToken> Others(ObservedToken? token) =>
        LiveGroup switch
        {
            [] => LiveGroup,
            [var only] when token?.Id is { } id && only.Id == id => [],
            _ => [.. LiveGroup.Where(other => token?.Id is null || other.Id != token.Id)],
        };

    private static IReadOnlyList<ObservedToken> SelectLive(IReadOnlyList<ObservedToken> group, DateTimeOffset now) => group switch
    {
        [] => group,
        [var only] => only.IsLive(now) && !only.IsSystem ? group : [],
        _ =>
        [
            .. group
                .Where(token => token.IsLive(now) && !token.IsSystem)
                .OrderByDescending(token => token.ExpiresAt ?? DateTimeOffset.MaxValue)
                .ThenByDescending(token => token.Id),
        ],
    };
}
