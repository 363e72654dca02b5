using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>What the API told, and what can be done with it: one step after the other, of which none can be undone.</summary>
internal sealed class ApiTokenSession(
    ApiOptions options, MatomoClient client, RefusalDiagnosis diagnosis, TokenVerifier verifier, SecureOnlySupport secureOnly, StoreObservation observation) : ITokenSession
{
    private readonly PasswordCheck _passwords = new(client, diagnosis);

    public StoreObservation Observation => observation;

    public IReadOnlyList<TokenBatch> Batches(TokenPlan plan) => [.. plan.Steps.SelectMany(Batches)];

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
        [StoreChange.Create { SecureOnly: true }] => [new TokenBatch([step]) { IsFinal = false }, new TokenBatch([step with { Changes = [] }])],
        _ => [new TokenBatch([step])],
    };

    private async Task<AppliedStep> ApplyAsync(TokenStep step, CancellationToken cancellationToken) => step switch
    {
        { Changes: [StoreChange.Create create], Token: { } token } => new AppliedStep(
            step.Index, await CreateAsync(step, create, cancellationToken), token with { SecureOnly = create.SecureOnly == true ? null : token.SecureOnly }),
        { Changes: [StoreChange.Retrieve] } => new AppliedStep(step.Index, await RetrieveAsync(step, cancellationToken), step.Token),
        { Changes: [], Value: { } value, Token: { } token } => await WithSecureOnlyAsync(new AppliedStep(step.Index, value, token), value, token, cancellationToken),
        _ => throw new InvalidOperationException($"The API cannot do {string.Join(", ", step.Changes.Select(change => change.GetType().Name))}, and the planner should have known."),
    };

    private async Task<TokenValue> CreateAsync(TokenStep step, StoreChange.Create create, CancellationToken cancellationToken)
    {
        var credentials = options.Credentials[step.Login];
        await _passwords.RequireAsync(step.Login, credentials.Password, create, cancellationToken);
        var code = credentials.Codes is { } codes ? await codes.NextAsync(cancellationToken) : null;
        return await RequireValueAsync(MatomoMethods.Create(step.Login, credentials.Password, create, code), step.Login, code, cancellationToken);
    }

    private async Task<TokenValue> RetrieveAsync(TokenStep step, CancellationToken cancellationToken)
    {
        var credentials = options.Credentials[step.Login];
        var code = credentials.Codes is { } codes ? await codes.NextAsync(cancellationToken) : null;

        // With a wrong password Matomo 3 answers a value too, a made-up one.
        var value = await RequireValueAsync(MatomoMethods.TokenOfMatomo3(step.Login, credentials.Password, code), step.Login, code, cancellationToken);
        var preference = await client.CallAsync(MatomoMethods.PreferenceOf(step.Login, value), cancellationToken);
        return !preference.IsRefusal || await verifier.IsNotAnonymousAsync(value, cancellationToken)
            ? value
            : throw new TokenException(
                TokenErrorCode.AuthenticationFailed,
                $"Matomo 3 gave a value for \"{step.Login}\" that it does not accept, which is how it answers a wrong password or an unknown user. It was tried once; check login and password.");
    }

    private async Task<TokenValue> RequireValueAsync(MatomoCall call, string login, string? code, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(call, cancellationToken);
        if (answer.IsRefusal)
            throw await diagnosis.OfCreationAsync(call, answer, login, code is not null, cancellationToken);

        return TokenValue.TryParse(answer.Value?.Value as string, out var value)
            ? value
            : throw new TokenException(
                TokenErrorCode.NotMatomo,
                $"{TransportFailure.What(call, options.Url)}: the answer (HTTP {answer.Status}) holds no token of 32 lower-case hexadecimal characters. {TransportFailure.Doubt(call)}");
    }

    // 5.7 has the status that tells 5.8, and ignores secureOnly as every version before it. Only the new token can tell the version, where none was live before.
    private async Task<AppliedStep> WithSecureOnlyAsync(AppliedStep made, TokenValue value, ObservedToken token, CancellationToken cancellationToken)
    {
        if (secureOnly.IsThere is null)
            await secureOnly.AskAsync(value, cancellationToken);

        return secureOnly.IsThere switch
        {
            true => made,
            false => made with
            {
                Token = token with { SecureOnly = false },
                Warnings = [$"The new token is NOT secure_only: Matomo {secureOnly.MatomoVersion} ignores it, and 5.8 is the first version whose API takes it. Set it in the database."],
            },
            null => made with
            {
                Token = token with { SecureOnly = null },
                Warnings = ["Whether the new token is secure_only is not known: Matomo tells its version only to a user with a site, and before 5.8 its API ignores secure_only."],
            },
        };
    }
}
