using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Tests.Api.Tokens;

[Parallelizable(ParallelScope.All)]
public class RecognitionTest
{
    /// <summary>How a value is given.</summary>
    public enum Given
    {
        Value,
        KnownToken,
        File,
    }

    [Test]
    public async Task LiveValue_IsRecognised(
        [ValueSource(typeof(ApiSite), nameof(ApiSite.All))] string version, [Values(Given.Value, Given.KnownToken)] Given given)
    {
        await using var site = await ApiSite.StartAsync(version);
        site.Credentials.Clear();
        var value = site.Give("alice");
        var outcome = await site.RunAsync(TokenAction.None, With(Sample.Present, given, value));
        Assert.That(outcome.Value!.Reveal(), Is.EqualTo(value));
        Assert.That(site.PasswordsSent, Is.Zero);
        Assert.That(site.Calls, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task LiveValueAndFile_IsWritten(
        [ValueSource(typeof(ApiSite), nameof(ApiSite.All))] string version, [Values(Given.Value, Given.KnownToken)] Given given)
    {
        await using var site = await ApiSite.StartAsync(version);
        site.Credentials.Clear();
        var value = site.Give("alice");
        await site.RunAsync(TokenAction.Updated, With(site.InFile, given, value));
        Assert.That(File.ReadAllText(site.TokenFile), Is.EqualTo(value));
        await site.RunAsync(TokenAction.None, With(site.InFile, given, value));
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task DeadKnownToken_IsReplaced(string version)
    {
        await using var site = await ApiSite.StartAsync(version);
        var outcome = await site.RunAsync(TokenAction.Created, ApiSite.Known(ApiSite.Dead()));
        Assert.That(site.Matomo.Tokens.Find(outcome.Value!.Reveal()), Is.Not.Null);
        Assert.That(site.Matomo.FailedLogins.All, Has.Count.LessThanOrEqualTo(2));
    }

    [Test]
    public async Task KnownTokenThatCannotBeOne_IsNotSent()
    {
        await using var site = await ApiSite.StartAsync();
        await site.RunAsync(TokenAction.Created, Sample.Present with { HasKnownToken = true });
        Assert.That(site.Calls, Has.None.EqualTo(ApiSite.Preference));
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.All))]
    public async Task DeadValueFromOutside_IsNotMade(string version)
    {
        await using var site = await ApiSite.StartAsync(version);
        var failure = await site.FailAsync(
            TokenErrorCode.TokenValueUnknown, With(Sample.Present, Given.Value, ApiSite.Dead()), "alice");
        Assert.That(failure.Reason, Is.TypeOf<FailureReason.NeedsDatabase>());
        Assert.That(site.TokensMade, Is.Zero);
        Assert.That(site.PasswordsSent, Is.Zero);
        Assert.That(site.Matomo.FailedLogins.All, Has.Count.InRange(1, 2));
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task ExpiredOrDeadTokenInFile_IsReplaced(string version)
    {
        await using var site = await ApiSite.StartAsync(version);
        foreach (var lost in new[] { site.Give("alice", DateTime.UtcNow.AddDays(-1)), ApiSite.Dead() })
        {
            File.WriteAllText(site.TokenFile, lost);
            await site.RunAsync(TokenAction.Created);
            Assert.That(File.ReadAllText(site.TokenFile), Is.Not.EqualTo(lost));
        }

        Assert.That(site.Matomo.FailedLogins.All, Has.Count.LessThanOrEqualTo(4));
    }

    [Test]
    public async Task TokenOfAnotherUser_IsRefused(
        [ValueSource(typeof(ApiSite), nameof(ApiSite.All))] string version,
        [Values] Given given,
        [Values("carol", "dave", "admin")] string owner)
    {
        await using var site = await ApiSite.StartAsync(version);
        var value = site.Give(owner);
        File.WriteAllText(site.TokenFile, value);
        var rows = site.Matomo.Tokens.Rows.Count;
        var request = given == Given.File ? site.InFile : With(Sample.Present, given, value);
        var failure = await site.FailAsync(TokenErrorCode.TokenBelongsToOtherUser, request, "alice");
        Assert.That(failure.Message, Does.Not.Contain(value));
        Assert.That(site.Matomo.Tokens.Rows, Has.Count.EqualTo(rows));
        Assert.That(site.PasswordsSent, Is.Zero);
        Assert.That(File.ReadAllText(site.TokenFile), Is.EqualTo(value));
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.All))]
    public async Task SuperUsersOwnToken_IsAcceptedWithAWarning(string version)
    {
        await using var site = await ApiSite.StartAsync(version);
        await site.RunAsync(TokenAction.None, ApiSite.Known(site.Give("admin")) with { Login = "admin" });
        Assert.That(site.Warnings, Has.Some.Contains("super user").And.Some.Contains("admin"));
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task LoginInAnotherCase_IsExplained(string version)
    {
        await using var site = await ApiSite.StartAsync(version);
        var request = ApiSite.Known(site.Give("alice")) with { Login = "Alice" };
        await site.FailAsync(TokenErrorCode.TokenBelongsToOtherUser, request, "Alice", "spelt exactly");
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task EmailWithCompanion_IsUnchanged(string version)
    {
        await using var site = await ApiSite.StartAsync(version);
        var email = Email(site);
        await site.RunAsync(TokenAction.Created, email);
        await site.RunAsync(TokenAction.None, email);
        Assert.That(site.TokensMade, Is.EqualTo(1));
        Assert.That(site.CreationsSent, Is.EqualTo(1));
        Assert.That(site.Matomo.FailedLogins.All, Is.Empty);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task EmailWithoutCompanion_IsUnproven(string version)
    {
        await using var site = await ApiSite.StartAsync(version);
        var email = Email(site);
        await site.RunAsync(TokenAction.Created, email);
        File.Delete(site.Companion);
        await site.FailAsync(TokenErrorCode.Unsupported, email, "alice@example.org", site.TokenFile, "Matomo login");
        Assert.That(site.TokensMade, Is.EqualTo(1));
        Assert.That(site.CreationsSent, Is.EqualTo(1));
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task EmailWithCompanionAndDeadToken_MakesANewOne(string version)
    {
        await using var site = await ApiSite.StartAsync(version);
        var email = Email(site);
        await site.RunAsync(TokenAction.Created, email);
        site.Matomo.Tokens.Remove(site.Matomo.Tokens.Rows[^1].Id);
        await site.RunAsync(TokenAction.Created, email);
    }

    private static TokenRequest With(TokenRequest request, Given given, string value) => given == Given.Value
        ? request with { Value = Sample.Value(value) }
        : request with { HasKnownToken = true, KnownToken = Sample.Value(value) };

    private static TokenRequest Email(ApiSite site)
    {
        site.SetPassword("alice@example.org", "alice-password");
        return site.InFile with { Login = "alice@example.org" };
    }
}
