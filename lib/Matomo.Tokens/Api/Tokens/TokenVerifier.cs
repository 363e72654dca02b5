using System.Net;
using Matomo.Tokens.Api.Client;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>Finds out, with the fewest calls, whether a value is a live token and whose.</summary>
/// <remarks>A refused token is shown to Matomo at most twice, since each time may count as a failed login.</remarks>
internal sealed class TokenVerifier(MatomoClient client)
{
    private readonly RefusalDiagnosis _diagnosis = new(client);

    /// <summary>Verifies a value. It is proven to be this user's, should it be live, when that was noted.</summary>
    public async Task<ObservedValue> VerifyAsync(string login, ValueCandidate candidate, bool isProven, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(MatomoMethods.PreferenceOf(login, candidate.Value), cancellationToken);
        if (answer.IsRefusal && !await IsLiveAsync(answer, candidate.Value, mayBeOthers: true, cancellationToken))
            return new ObservedValue(candidate, ValueStatus.Unknown);

        if (isProven)
            return Own(candidate);

        if (!answer.IsRefusal)
            return await OfOwnerAsync(login, candidate, cancellationToken);

        var isAddress = login.Contains('@', StringComparison.Ordinal);
        return new ObservedValue(candidate, isAddress ? ValueStatus.LiveOwnerUnproven : ValueStatus.OtherUser);
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

    private static ObservedValue Own(ValueCandidate candidate) => new(candidate, ValueStatus.Live, new ObservedToken
    {
        Description = candidate.Companion?.Description,
        CreatedAt = candidate.Companion?.CreatedAt,
        ExpiryKnown = candidate.Companion?.CreatedAt is not null,
        ExpiresAt = candidate.Companion?.ExpiresAt,
        SecureOnly = candidate.Companion?.SecureOnly,
    });

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

    private async Task<ObservedValue> OfOwnerAsync(string login, ValueCandidate candidate, CancellationToken cancellationToken)
    {
        var super = await client.CallAsync(MatomoMethods.HasSuperUserAccess(candidate.Value), cancellationToken);
        if (super.IsRefusal)
            throw RefusalDiagnosis.Other(super);

        if (!super.IsTrue)
            return Own(candidate);

        var user = await client.CallAsync(MatomoMethods.User(login, candidate.Value), cancellationToken);
        return user.HasTrue("superuser_access")
            ? Own(candidate) with { OwnerIsAssumed = true }
            : new ObservedValue(candidate, ValueStatus.OtherUser);
    }
}
