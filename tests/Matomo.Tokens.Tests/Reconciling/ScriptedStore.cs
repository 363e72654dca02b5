using System.Runtime.CompilerServices;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Tests.Reconciling;

/// <summary>A store that finds what it is told to find, makes values 100, 101, …, and lets a test look around at each moment.</summary>
internal sealed class ScriptedStore(StoreAbilities abilities) : ITokenStore
{
    public string Name => abilities.NeedsPassword ? "api" : "database";

    public string? Url => "https://matomo.example/";

    public bool IsTransactional => !abilities.NeedsPassword;

    /// <summary>The values that are live.</summary>
    public List<TokenValue> Live { get; } = [];

    public IReadOnlyList<TokenQuery> Queries { get; private set; } = [];

    public int Applied { get; private set; }

    /// <summary>Whether it keeps values and then undoes all, as a transaction that fails.</summary>
    public bool Undoes { get; init; }

    public Action OnApply { get; init; } = () => { };

    public Action OnMade { get; init; } = () => { };

    public Action OnKept { get; init; } = () => { };

    public Task<StoreObservation> ReadAsync(IReadOnlyList<TokenQuery> queries, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Queries = queries;
        return Task.FromResult(new StoreObservation
        {
            Now = Sample.Now,
            Abilities = abilities,
            MatomoVersion = "5.8.0",
            Warnings = ["of the store"],
            Tokens = [.. queries.Select(query => new TokenObservation
            {
                Login = query.Request.Login,
                Values = [.. query.Candidates.Select(candidate => new ObservedValue(
                    candidate, Live.Contains(candidate.Value) ? ValueStatus.Live : ValueStatus.Unknown, new ObservedToken()))],
                Group = abilities.SeesGroups ? [] : null,
            })],
        });
    }

    public async IAsyncEnumerable<AppliedStep> ApplyAsync(
        TokenPlan plan, IValueKeeper keeper, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Applied++;
        OnApply();
        foreach (var step in plan.Steps.Where(step => step.Changes.Count > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            var value = step.Value ?? Sample.Value(Convert.ToInt64("100", 16) + Live.Count);
            Live.Add(value);
            OnMade();
            keeper.Keep(step, value, step.Token!);
            OnKept();
            if (Undoes)
            {
                Live.Remove(value);
                keeper.Forget(step);
                throw new TokenException(TokenErrorCode.DatabaseLocked, "undone");
            }

            yield return new AppliedStep(step, value, step.Token);
        }
    }
}
