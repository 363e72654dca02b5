using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>What the API told, and what can be done with it: one step after the other, of which none can be undone.</summary>
internal sealed class ApiTokenSession(ApiOptions options, MatomoClient client, SecureOnlySupport secureOnly, StoreObservation observation)
    : ITokenSession
{
    private readonly PasswordCheck _passwords = new(client);
    private readonly RefusalDiagnosis _diagnosis = new(client);

    public StoreObservation Observation => observation;

    public IReadOnlyList<TokenBatch> Batches(IReadOnlyList<TokenStep> plan) => [.. plan.SelectMany(Batches)];

    public async Task<IReadOnlyList<AppliedStep>> ApplyAsync(TokenBatch batch, CancellationToken cancellationToken)
    {
        var step = batch.Steps.Single();
        return [await TokenException.NamingAsync(step.Index, ApplyAsync(step, cancellationToken))];
    }

    public Task<bool> UndoAsync(Exception failure) => Task.FromResult(false);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // A value is in safety before Matomo is asked whether it made the token secure_only.
    private static IEnumerable<TokenBatch> Batches(TokenStep step) => step.Changes switch
    {
        [] => [],
        [StoreChange.Create { SecureOnly: true }] =>
            [new TokenBatch([step]) { IsFinal = false }, new TokenBatch([step with { Changes = [] }])],
        _ => [new TokenBatch([step])],
    };

    private async Task<AppliedStep> ApplyAsync(TokenStep step, CancellationToken cancellationToken) => step switch
    {
        { Changes: [StoreChange.Create create], Token: { } token } => new AppliedStep(
            step.Index,
            await CreateAsync(step.Login, create, cancellationToken),
            token with { SecureOnly = create.SecureOnly == true ? null : token.SecureOnly }),
        { Changes: [StoreChange.Retrieve] } => new AppliedStep(step.Index, await RetrieveAsync(step.Login, cancellationToken), step.Token),
        { Changes: [], Value: { } value, Token: { } token } => await SecureOnlyAsync(step.Index, value, token, cancellationToken),
        _ => throw new InvalidOperationException($"The API cannot do what is planned: {string.Join(", ", step.Changes.Select(Name))}."),
    };

    private static string Name(StoreChange change) => change.GetType().Name;

    private async Task<TokenValue> CreateAsync(string login, StoreChange.Create create, CancellationToken cancellationToken)
    {
        var credentials = options.Credentials[login];
        await _passwords.RequireAsync(login, credentials.Password, create, cancellationToken);
        var code = await credentials.NextCodeAsync(cancellationToken);
        return await ValueAsync(MatomoMethods.Create(login, credentials.Password, create, code), login, code, cancellationToken);
    }

    private async Task<TokenValue> RetrieveAsync(string login, CancellationToken cancellationToken)
    {
        var credentials = options.Credentials[login];
        var code = await credentials.NextCodeAsync(cancellationToken);

        // With a wrong password Matomo 3 answers a value too, a made-up one.
        var value = await ValueAsync(MatomoMethods.TokenOfMatomo3(login, credentials.Password, code), login, code, cancellationToken);
        var preference = await client.CallAsync(MatomoMethods.PreferenceOf(login, value), cancellationToken);
        return !preference.IsRefusal || await new TokenVerifier(client).IsNotAnonymousAsync(value, cancellationToken)
            ? value
            : throw new TokenException(
                TokenErrorCode.AuthenticationFailed,
                $"Matomo 3 gave a value for \"{login}\" that it does not accept, which is how it answers a wrong password or an unknown "
                + "user. It was tried once; check login and password.");
    }

    private async Task<TokenValue> ValueAsync(MatomoCall call, string login, string? code, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(call, cancellationToken);
        if (answer.IsRefusal)
        {
            // A refused creation may have left a token behind: the message says so, even when the run is told to end.
            var untilTold = call.MayCreate ? CancellationToken.None : cancellationToken;
            throw await _diagnosis.OfCreationAsync(answer, login, code is not null, untilTold);
        }

        return TokenValue.TryParse(answer.ValueText, out var value)
            ? value
            : throw new TokenException(
                TokenErrorCode.NotMatomo,
                $"{call.At(options.Url)}: the answer (HTTP {answer.Status:D}) holds no token of 32 lower-case hexadecimal characters. "
                + $"{call.Doubt}");
    }

    // 5.7 has the status that tells 5.8, and ignores secureOnly as every version before it. Where no token was live before, only the new
    // one can tell the version.
    private async Task<AppliedStep> SecureOnlyAsync(int index, TokenValue value, ObservedToken token, CancellationToken cancellationToken)
    {
        var isThere = await secureOnly.AskAsync(value, cancellationToken);
        if (isThere == true)
            return new AppliedStep(index, value, token);

        var warning = isThere == false
            ? $"The new token is NOT secure_only: Matomo {secureOnly.MatomoVersion} ignores it, and 5.8 is the first version whose API "
                + "takes it. Set it in the database."
            : "Whether the new token is secure_only is not known: Matomo tells its version only to a user with a site, and before 5.8 its "
                + "API ignores secure_only.";
        return new AppliedStep(index, value, token with { SecureOnly = isThere }) { Warnings = [warning] };
    }
}
