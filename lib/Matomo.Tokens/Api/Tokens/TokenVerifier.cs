using System.Net;
using Matomo.Tokens.Api.Client;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>Finds out, with the fewest calls, whether a value is a live token and whose.</summary>
/// <remarks>A refused token is shown to Matomo at most twice, since each time may count as a failed login.</remarks>
internal sealed class TokenVerifier(MatomoClient client)
{
    private readonly RefusalDiagnosis _diagnosis = new(client);

    /// <summary>Whether the owner of the last value, a super user's token, could not be told from other super users.</summary>
    public bool OwnerIsAssumed { get; private set; }

    /// <summary>Verifies a value. It is proven to be this user's, should it be live, when that was noted.</summary>
    public async Task<ObservedValue> VerifyAsync(string login, ValueCandidate candidate, bool isProven, CancellationToken cancellationToken)
    {
        OwnerIsAssumed = false;
        var status = await StatusAsync(login, candidate.Value, isProven, cancellationToken);
        return new ObservedValue(candidate, status, status == ValueStatus.Live ? Token(candidate.Companion) : null);
    }

    /// <summary>Whether a value that can be nobody else's is the live token of a user, spelt as Matomo stores it.</summary>
    public async Task<bool> IsLiveOfAsync(string login, TokenValue value, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(MatomoMethods.PreferenceOf(login, value), cancellationToken);
        return !answer.IsRefusal || await IsLiveAsync(answer, value, mayBeOthers: false, cancellationToken);
    }

    /// <summary>
    /// Whether a value is somebody's live token, whoever it is: before Matomo 5, the bearer of any other is taken for the anonymous user.
    /// </summary>
    public async Task<bool> IsNotAnonymousAsync(TokenValue value, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(MatomoMethods.AnonymousPreferenceAs(value), cancellationToken);

        // 3.x refuses an address that is locked out like somebody's token, and so do 3.x and 4.x one that may not use the API.
        if (answer.IsRefusal)
            await _diagnosis.RequireRefusalOfTokenAsync(answer, cancellationToken);

        return answer.IsRefusal;
    }

    private static ObservedToken Token(TokenCompanion? noted) => new()
    {
        Description = noted?.Description,
        CreatedAt = noted?.CreatedAt,
        ExpiryKnown = noted?.CreatedAt is not null,
        ExpiresAt = noted?.ExpiresAt,
        SecureOnly = noted?.SecureOnly,
    };

    private async Task<ValueStatus> StatusAsync(string login, TokenValue value, bool isProven, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(MatomoMethods.PreferenceOf(login, value), cancellationToken);
        if (!answer.IsRefusal)
            return isProven ? ValueStatus.Live : await OwnerAsync(login, value, cancellationToken);

        if (!await IsLiveAsync(answer, value, mayBeOthers: true, cancellationToken))
            return ValueStatus.Unknown;

        if (isProven)
            return ValueStatus.Live;

        return login.Contains('@', StringComparison.Ordinal) ? ValueStatus.LiveOwnerUnproven : ValueStatus.OtherUser;
    }

    private async Task<bool> IsLiveAsync(MatomoAnswer refusal, TokenValue value, bool mayBeOthers, CancellationToken cancellationToken)
    {
        await _diagnosis.RequireServiceAsync(refusal, cancellationToken);

        // 3.x and 4.x take the bearer of an invalid token for the anonymous user.
        if (refusal.Status != HttpStatusCode.Unauthorized)
            return await IsNotAnonymousAsync(value, cancellationToken);

        // 5.x refuses an invalid token and a valid one of somebody else with the same status here, but an invalid one everywhere.
        var answer = mayBeOthers ? await client.CallAsync(MatomoMethods.HasSuperUserAccess(value), cancellationToken) : refusal;
        if (answer.IsRefusal)
            await _diagnosis.RequireRefusalOfTokenAsync(answer, cancellationToken);

        return !answer.IsRefusal;
    }

    private async Task<ValueStatus> OwnerAsync(string login, TokenValue value, CancellationToken cancellationToken)
    {
        var super = await client.CallAsync(MatomoMethods.HasSuperUserAccess(value), cancellationToken);
        if (super.IsRefusal)
            throw RefusalDiagnosis.Other(super);

        if (!super.IsTrue)
            return ValueStatus.Live;

        var user = await client.CallAsync(MatomoMethods.User(login, value), cancellationToken);
        OwnerIsAssumed = user.HasTrue("superuser_access");
        return OwnerIsAssumed ? ValueStatus.Live : ValueStatus.OtherUser;
    }
}
