using Matomo.Contract.Tests.Targets;
using Matomo.Tokens;
using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Api.Tokens;
using Matomo.Tokens.Database.Tokens;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Reconciling;
using Matomo.Tokens.Stores;

namespace Matomo.Contract.Tests.Database;

/// <summary>Matomo tells a value that was stored for it from one that it does not know, whatever the version.</summary>
[TestFixtureSource(nameof(Targets))]
public sealed class TrialTest(StoreTarget target) : StoresFixture(target)
{
    private ApiTokenChecker _trial = null!;

    public static IEnumerable<StoreTarget> Targets => ContractTargets.StoresOfMatomo3.Concat(ContractTargets.StoresOfMatomo4AndLater);

    [SetUp]
    public void Connect() => _trial = new ApiTokenChecker(new ApiOptions { Url = Target.Url });

    [TearDown]
    public void Disconnect() => _trial.Dispose();

    [Test]
    public async Task StoredInItsDatabase_IsAccepted()
    {
        var old = Target.Major == 3 ? (await StoreAsync(Request)).Value : null;
        try
        {
            var store = new DatabaseTokenStore(Target.Options, _trial);
            var request = old is null ? Temporary : Request with { Value = TokenValue.Random() };
            var result = await new TokenReconciler(store, TimeProvider.System).RunAsync(
                [request], checkMode: false, CancellationToken.None);
            Assert.That(result.Outcomes.Single().Step.Action, Is.EqualTo(old is null ? TokenAction.Created : TokenAction.Updated));
            Assert.That(result.Warnings, Has.None.Contains("found out"));
            Assert.That(
                (await ((ITokenTrial)_trial).TryAsync(User.Login, result.Outcomes.Single().Value!, CancellationToken.None)).Verdict,
                Is.EqualTo(TrialVerdict.Accepted));
        }
        finally
        {
            await (
                old is null
                    ? ExecuteAsync($"DELETE FROM {Table("user_token_auth")} WHERE description LIKE @purpose", ("@purpose", Purpose + "%"))
                    : StoreAsync(Request with { Value = old }));
        }
    }

    [Test]
    public async Task StoredElsewhere_IsRefused() =>
        Assert.That(
            (await ((ITokenTrial)_trial).TryAsync(User.Login, TokenValue.Random(), CancellationToken.None)).Verdict,
            Is.EqualTo(TrialVerdict.Refused));
}
