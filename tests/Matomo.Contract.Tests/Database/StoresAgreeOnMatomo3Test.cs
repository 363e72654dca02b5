using Matomo.Contract.Tests.Targets;
using Matomo.Tokens;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;

namespace Matomo.Contract.Tests.Database;

/// <summary>Matomo 3: both stores hand out the user's one value, and the database replaces it.</summary>
[TestFixtureSource(typeof(ContractTargets), nameof(ContractTargets.StoresOfMatomo3))]
public sealed class StoresAgreeOnMatomo3Test(StoreTarget target) : StoresFixture(target)
{
    private string _before = "";

    [SetUp]
    public async Task NoteAsync() => _before = await Api.TokenOfAsync(User);

    [TearDown]
    public Task TakeBackAsync() =>
        ExecuteAsync($"UPDATE {Table("user")} SET token_auth = @before WHERE login = @login", ("@before", _before), ("@login", User.Login));

    [Test]
    public async Task Value_IsTheOneOfTheApi()
    {
        var outcome = await StoreAsync(Request);
        Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.None));
        Assert.That(outcome.Value!.Reveal(), Is.EqualTo(_before));
        await AssertAcceptedAsync(outcome.Value);
    }

    [Test]
    public async Task Replaced_ByTheDatabase_IsHandedOutByTheApi()
    {
        var value = (await StoreAsync(Request with { Recreate = RecreateMode.Always })).Value;
        Assert.That(await Api.TokenOfAsync(User), Is.EqualTo(value!.Reveal()).And.Not.EqualTo(_before));
        await AssertAcceptedAsync(value);
        await AssertRefusedAsync(Value(_before));
    }

    [Test]
    public async Task Stored_WithAGivenValue_IsAcceptedByTheApi()
    {
        var value = TokenValue.Random();
        await StoreAsync(Request with { Value = value });
        await AssertAcceptedAsync(value);
        Assert.That((await ApiStoreAsync(Request with { Value = value })).Step.Action, Is.EqualTo(TokenAction.None));
    }
}
