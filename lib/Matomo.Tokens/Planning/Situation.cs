namespace Matomo.Tokens.Planning;

/// <summary>One request and all that was found about it.</summary>
internal sealed class Situation(int index, TokenRequest request, TokenFileObservation? file, StoreObservation store)
{
    public TokenRequest Request => request;

    public TokenFileObservation? File => file;

    public TokenObservation Observation { get; } = store.Tokens[index];

    public StoreAbilities Abilities => store.Abilities;

    public string? MatomoVersion => store.MatomoVersion;

    public DateTimeOffset Now => store.Now;

    /// <summary>What the token is for. A request for a token that must exist has a description.</summary>
    public TokenDescription Description => request.Description ?? throw new InvalidOperationException("The request was not checked.");

    /// <summary>The first candidate that is a live token of this user: the requested value, where there is one.</summary>
    public ObservedValue? Known => Observation.Values.FirstOrDefault(value => value.Status == ValueStatus.Live
        && (Candidates.OneIsEnough(request) || value.Candidate.Source == ValueSource.Requested || request.State == TokenState.Absent));

    /// <summary>The group's live tokens, its head first: no expiry is last of all, of equals the highest id.</summary>
    public IReadOnlyList<ObservedToken> LiveGroup => field ??= SelectLive(Observation.Group ?? []);

    /// <summary>The requested secure_only, where tokens have it at all.</summary>
    public bool? SecureOnly => Abilities.SetsSecureOnly ? request.SecureOnly : null;

    public bool IsRenewalDue(ObservedToken token) => IsRenewalDue(request, token, Now);

    /// <summary>Whether less than <see cref="TokenRequest.RenewBefore"/> is left of a token whose expiry is known.</summary>
    public static bool IsRenewalDue(TokenRequest request, ObservedToken token, DateTimeOffset now) =>
        request.RenewBefore is { } least && token is { ExpiryKnown: true, ExpiresAt: { } end } && end - now < least.Duration;

    /// <summary>What is told of a token, but for a note by a clock that was ahead: over the API there is nothing else.</summary>
    public ObservedToken Believed(ObservedToken token) => !Abilities.HasRows && token.CreatedAt > Now
        ? token with { CreatedAt = null, ExpiryKnown = false, ExpiresAt = null }
        : token;

    public TokenStep Step() => new() { Index = index, Request = request, Login = Observation.Login };

    public TokenException Failure(TokenErrorCode code, string message, FailureReason? reason = null) =>
        new(code, message, reason: reason) { RequestIndex = index };

    /// <summary>The group's live tokens but one.</summary>
    public IReadOnlyList<ObservedToken> Others(ObservedToken? token) => token?.Id is { } id && LiveGroup.Any(other => other.Id == id)
        ? [.. LiveGroup.Where(other => other.Id != id)]
        : LiveGroup;

    private IReadOnlyList<ObservedToken> SelectLive(IReadOnlyList<ObservedToken> group) => group is [var only]
        ? IsLive(only) ? group : []
        : [.. group.Where(IsLive).OrderByDescending(token => token.ExpiresAt ?? DateTimeOffset.MaxValue).ThenByDescending(one => one.Id)];

    private bool IsLive(ObservedToken token) => token.IsLive(Now) && !token.IsSystem;
}
