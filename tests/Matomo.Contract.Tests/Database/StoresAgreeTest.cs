using Matomo.Contract.Tests.Calls;
using Matomo.Contract.Tests.Targets;
using Matomo.Tokens;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;

namespace Matomo.Contract.Tests.Database;

/// <summary>
/// What one store makes, the other recognises; what the database store writes, Matomo accepts, and what it revokes, Matomo refuses.
/// </summary>
[TestFixtureSource(typeof(ContractTargets), nameof(ContractTargets.StoresOfMatomo4AndLater))]
public sealed class StoresAgreeTest(StoreTarget target) : StoresFixture(target)
{
    [TearDown]
    public Task TakeBackAsync() =>
        ExecuteAsync($"DELETE FROM {Table("user_token_auth")} WHERE description LIKE @purpose", ("@purpose", Purpose + "%"));

    [Test]
    public async Task Created_ByTheDatabase_IsAcceptedByTheApi()
    {
        var outcome = await StoreAsync(Temporary);
        Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.Created));
        await AssertAcceptedAsync(outcome.Value);
        Assert.That(
            (await ApiStoreAsync(Temporary with { HasKnownToken = true, KnownToken = outcome.Value })).Step.Action,
            Is.EqualTo(TokenAction.None));
    }

    [Test]
    public async Task Stored_WithAGivenValue_IsAcceptedByTheApi()
    {
        var value = TokenValue.Random();
        await StoreAsync(Temporary with { Value = value });
        await AssertAcceptedAsync(value);
        Assert.That((await ApiStoreAsync(Temporary with { Value = value })).Step.Action, Is.EqualTo(TokenAction.None));
    }

    [Test]
    public async Task Changed_ByTheDatabase_IsStillAccepted()
    {
        var value = (await StoreAsync(Temporary)).Value;
        var changed = Temporary with
        {
            Description = Description("changed"),
            HasKnownToken = true,
            KnownToken = value,
            ExpiresAt = End.AddDays(1),
        };
        Assert.That((await StoreAsync(changed)).Step.Action, Is.EqualTo(TokenAction.Updated));
        Assert.That((await StoreAsync(changed)).Step.Action, Is.EqualTo(TokenAction.None));
        await AssertAcceptedAsync(value);
    }

    [Test]
    public async Task Revoked_ByTheDatabase_IsRefusedByTheApi()
    {
        var value = (await StoreAsync(Temporary)).Value;
        await AssertAcceptedAsync(value);
        Assert.That(
            (await StoreAsync(Request with { State = TokenState.Absent, Value = value })).Step.Action, Is.EqualTo(TokenAction.Revoked));
        await AssertRefusedAsync(value);
    }

    [Test]
    public async Task Expired_ByTheDatabase_IsRefusedByTheApi()
    {
        var old = (await StoreAsync(Temporary)).Value;
        var next = (await StoreAsync(Temporary with { Recreate = RecreateMode.Always, RevokeOthers = true })).Value;
        await AssertAcceptedAsync(next);
        await AssertRefusedAsync(old);
    }

    [Test]
    public async Task SecureOnly_OfTheDatabase_IsAcceptedInAPostBodyAlone()
    {
        if (Target.Major < 5)
        {
            var exception = await Assert.ThrowsAsync<TokenException>(() => StoreAsync(Temporary with { SecureOnly = true }));
            Assert.That(exception!.Code, Is.EqualTo(TokenErrorCode.Unsupported));
            return;
        }

        var value = (await StoreAsync(Temporary with { SecureOnly = true })).Value;
        await AssertAcceptedAsync(value);
        Target.Budget.Spend();
        var reply = await Api.SendAsync(
            "UsersManager.getUserPreference",
            $"&userLogin={User.Login}&preferenceName=defaultReport&token_auth={value!.Reveal()}",
            MatomoApi.Form());
        Assert.That(reply.IsError, Is.True, reply.ToString());
    }

    [Test]
    public async Task Created_ByTheApi_IsRecognisedByTheDatabase()
    {
        var description = Description("a & b <i>\"ü'");
        var reply = await Api.CreateAsync(User, ("description", description.Text));
        var request = Request with { Description = description };
        var byGroup = await StoreAsync(request);
        Assert.That(byGroup.Step.Action, Is.EqualTo(TokenAction.None));
        Assert.That(byGroup.Value, Is.Null);
        var byValue = await StoreAsync(request with { HasKnownToken = true, KnownToken = Value((string)reply.Value!) });
        Assert.That(byValue.Step.Action, Is.EqualTo(TokenAction.None));
        Assert.That(byValue.Token!.Id, Is.EqualTo(byGroup.Token!.Id));
    }

    [Test]
    public async Task Created_ByTheApiWithAnotherSpelling_IsRecognisedByTheDatabase()
    {
        var reply = await Api.CreateAsync(User, ("userLogin", User.Login.ToUpperInvariant()), ("description", Request.Description!.Text));
        var outcome = await StoreAsync(Request with { HasKnownToken = true, KnownToken = Value((string)reply.Value!) });
        Assert.That(outcome.Step.Action, Is.EqualTo(TokenAction.None));
        Assert.That(outcome.Step.Login, Is.EqualTo(User.Login));
    }

    [Test]
    public async Task Created_ByTheApi_IsRevokedByTheDatabase()
    {
        var reply = await Api.CreateAsync(User, ("description", Request.Description!.Text));
        Assert.That((await StoreAsync(Request with { State = TokenState.Absent })).Step.Action, Is.EqualTo(TokenAction.Revoked));
        await AssertRefusedAsync(Value((string)reply.Value!));
    }
}
