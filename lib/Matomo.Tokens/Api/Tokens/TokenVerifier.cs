using Matomo.Tokens.Api.Client;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>Finds out, with the fewest calls, whether a value is a live token and whose.</summary>
/// <remarks>A refused token is shown to Matomo at most twice, since each time may count as a failed login.</remarks>
internal sealed class TokenVerifier
{
    private readonly MatomoClient _client;
    private readonly RefusalDiagnosis _diagnosis;

    public TokenVerifier(MatomoClient client, RefusalDiagnosis diagnosis)
    {
        _client = client;
        _diagnosis = diagnosis;
    }

    /// <summary>Whether the owner of the last value, a super user's token, could not be told from other super users.</summary>
    public bool OwnerIsAssumed { get; private set; }

    public async Task<ObservedValue> VerifyAsync(string login, ValueCandidate candidate, bool isProven, CancellationToken cancellationToken)
    {
        OwnerIsAssumed = false;
        var status = await StatusAsync(login, candidate.Value, isProven, cancellationToken);
        return new ObservedValue(candidate, status, status == ValueStatus.Live ? Token(candidate) : null);
    }

    /// <summary>Whether a value that can be nobody else's is a user's live token. One that is not is shown to Matomo once (5.x) or twice.</summary>
    /// <param name="login">The user, spelt as Matomo stores it.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> IsLiveOfAsync(string login, TokenValue value, CancellationToken cancellationToken)
    {
        var call = MatomoMethods.PreferenceOf(login, value);
        var answer = await _client.CallAsync(call, cancellationToken);
        if (!answer.IsRefusal)
            return true;

        await _diagnosis.RequireServiceAsync(call, answer, cancellationToken);
        if (answer.Status != HttpStatus.Unauthorized)
            return await IsNotAnonymousAsync(value, cancellationToken);

        await _diagnosis.RequireAnsweredAddressAsync(call, answer, cancellationToken);
        return false;
    }

    private static ObservedToken Token(ValueCandidate candidate) => new()
    {
        Description = candidate.Companion?.Description,
        CreatedAt = candidate.Companion?.CreatedAt,
        ExpiryKnown = candidate.Companion?.CreatedAt is not null,
        ExpiresAt = candidate.Companion?.ExpiresAt,
        SecureOnly = candidate.Companion?.SecureOnly,
    };

    private async Task<ValueStatus> StatusAsync(string login, TokenValue value, bool isProven, CancellationToken cancellationToken)
    {
        var call = MatomoMethods.PreferenceOf(login, value);
        var answer = await _client.CallAsync(call, cancellationToken);
        if (!answer.IsRefusal)
            return isProven ? ValueStatus.Live : await OwnerAsync(login, value, cancellationToken);

        await _diagnosis.RequireServiceAsync(call, answer, cancellationToken);
        if (!await IsLiveAsync(call, answer, value, cancellationToken))
            return ValueStatus.Unknown;

        return isProven ? ValueStatus.Live : login.Contains('@', StringComparison.Ordinal) ? ValueStatus.LiveOwnerUnproven : ValueStatus.OtherUser;
    }

    // 5.x refuses an invalid token and a valid one of somebody else with the same status here, but an invalid one everywhere.
    // 3.x and 4.x take the bearer of an invalid token for the anonymous user.
    private async Task<bool> IsLiveAsync(MatomoCall call, MatomoAnswer answer, TokenValue value, CancellationToken cancellationToken)
    {
        if (answer.Status != HttpStatus.Unauthorized)
            return await IsNotAnonymousAsync(value, cancellationToken);

        if (await IsAuthenticatedAsync(value, cancellationToken))
            return true;

        // 5.x refuses an address that may not use the API like an invalid token.
        await _diagnosis.RequireAnsweredAddressAsync(call, answer, cancellationToken);
        return false;
    }

    private async Task<bool> IsAuthenticatedAsync(TokenValue value, CancellationToken cancellationToken)
    {
        var call = MatomoMethods.HasSuperUserAccess(value);
        var answer = await _client.CallAsync(call, cancellationToken);
        if (answer.IsRefusal)
            await _diagnosis.RequireServiceAsync(call, answer, cancellationToken);

        return !answer.IsRefusal;
    }

    /// <summary>Whether a value is somebody's live token, whoever it is: before Matomo 5, the bearer of any other is taken for the anonymous user.</summary>
    public async Task<bool> IsNotAnonymousAsync(TokenValue value, CancellationToken cancellationToken)
    {
        var call = MatomoMethods.AnonymousPreferenceAs(value);
        var answer = await _client.CallAsync(call, cancellationToken);
        if (answer.IsRefusal)
        {
            // 3.x refuses an address that is locked out like somebody's token, and so do 3.x and 4.x one that may not use the API.
            await _diagnosis.RequireServiceAsync(call, answer, cancellationToken);
            await _diagnosis.RequireAnsweredAddressAsync(call, answer, cancellationToken);
        }

        return answer.IsRefusal;
    }

    private async Task<ValueStatus> OwnerAsync(string login, TokenValue value, CancellationToken cancellationToken)
    {
        var super = await _client.CallAsync(MatomoMethods.HasSuperUserAccess(value), cancellationToken);
        if (super.IsRefusal)
            throw RefusalDiagnosis.Other(MatomoMethods.HasSuperUserAccess(value), super);

        if (!super.IsTrue)
            return ValueStatus.Live;

        var user = await _client.CallAsync(MatomoMethods.User(login, value), cancellationToken);
        OwnerIsAssumed = user.HasTrue("superuser_access");
        return OwnerIsAssumed ? ValueStatus.Live : ValueStatus.OtherUser;
    }
}
