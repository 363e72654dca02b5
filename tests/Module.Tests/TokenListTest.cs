using System.Text.Json.Nodes;
using Matomo.StandIn.Users;

namespace MatomoToken.Tests;

/// <summary><c>tokens</c>: many in one task, over the API.</summary>
public class TokenListTest
{
    private static readonly string[] Logins = ["alice", "carol", "alice"];

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task EachIsMade_AndResultsAreInOrder(string version)
    {
        await using var site = await Site.StartAsync(version);
        var ofCarol = Entry("carol", "Two", ("password", "carol-password"));
        var answer = await RunAsync(site, Entry("alice", "One"), ofCarol, Entry("alice", "Three"));
        answer.IsSuccess(changed: true);
        var results = answer.Results;
        Assert.That(results.Select(result => (string?)result["login"]), Is.EqualTo(Logins));
        Assert.That(results.Select(result => (string?)result["action"]), Is.All.EqualTo("created"));
        Assert.That(results.Select(result => site.Matomo.Tokens.Find((string)result["token_auth"]!)), Is.All.Not.Null);
    }

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task SecondRun_ChangesNothing(string version)
    {
        await using var site = await Site.StartAsync(version);
        var entries = new[] { WithFile(site, "alice", "One"), WithFile(site, "carol", "Two", ("password", "carol-password")) };
        Assert.That((await RunAsync(site, entries)).Changed);
        var answer = await RunAsync(site, entries);
        answer.IsSuccess(changed: false);
        Assert.That(answer.Results.Select(result => (string?)result["action"]), Is.All.EqualTo("none"));
    }

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task TwoOfOneUser_SecondRunChangesNothing(string version)
    {
        await using var site = await Site.StartAsync(version);
        var entries = new[] { WithFile(site, "alice", "One"), WithFile(site, "alice", "Two") };
        Assert.That((await RunAsync(site, entries)).Changed);
        var answer = await RunAsync(site, entries);
        answer.IsSuccess(changed: false);
    }

    [Test]
    public async Task Entry_TakesFromTheTopWhatItLacks()
    {
        await using var site = await Site.StartAsync();
        var answer = await site.RunAsync(
            ("expires_in", "1d"),
            ("tokens", new[] { WithFile(site, null, null), WithFile(site, null, "Own description", ("expires_in", "2d")) }));
        var descriptions = answer.Results.Select(result => (string?)result["description"]);
        Assert.That(descriptions, Is.EqualTo(new[] { Site.Description, "Own description" }), answer.Text);
        var rows = site.Matomo.Tokens.Rows.Where(row => row.Login == "alice").ToList();
        Assert.That((rows[1].Expires - rows[0].Expires)!.Value.TotalHours, Is.EqualTo(24).Within(0.1));
    }

    [Test]
    public async Task PasswordOfTheTop_IsNeverSentForAnotherLogin()
    {
        await using var site = await Site.StartAsync();
        var answer = await RunAsync(site, WithFile(site, "carol", "One"));
        answer.IsFailure("invalid_arguments", "tokens[0]", "carol", "password");
        site.MadeNothing();
    }

    [Test]
    public async Task PasswordOfTheTop_IsForItsOwnLogin()
    {
        await using var site = await Site.StartAsync();
        Assert.That((await RunAsync(site, WithFile(site, "alice", "One"))).ExitCode, Is.Zero);
    }

    [TestCase("token_auth", "0123456789abcdef0123456789abcdef")]
    [TestCase("known_token", "0123456789abcdef0123456789abcdef")]
    [TestCase("token_file", "/tmp/token")]
    [TestCase("auth_code", "123456")]
    public async Task WhatIdentifiesOneToken_IsNotForTheTop(string option, string value)
    {
        await using var site = await Site.StartAsync();
        var answer = await site.RunAsync((option, value), ("tokens", new[] { WithFile(site, "alice", "One") }));
        answer.IsFailure("invalid_arguments", option, "tokens");
        Assert.That(site.Calls, Is.Empty);
    }

    [TestCase("description", "0", "tokens[1]", "description")]
    [TestCase("expires_in", "soon", "tokens[1]", "expires_in")]
    [TestCase("token_auth", "short", "tokens[1]", "token_auth")]
    [TestCase("nonsense", "1", "tokens.nonsense")]
    [TestCase("recreate", "sometimes", "recreate", "tokens")]
    [TestCase("mode", "0600", "tokens[1]", "mode", "token_file")]
    [TestCase("overlap", "1d", "tokens[1]", "revoke_others")]
    [TestCase("password", "another than the top's", "tokens[1]", "password", "\"alice\"")]
    public async Task BadEntry_IsNamedAndNothingIsSent(string option, string value, params string[] words)
    {
        await using var site = await Site.StartAsync();
        (await RunAsync(site, Entry("alice", "One"), Entry("alice", "Two", (option, value)))).IsFailure("invalid_arguments", words);
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task SameLoginAndDescriptionTwice_IsRefused()
    {
        await using var site = await Site.StartAsync();
        var answer = await RunAsync(site, WithFile(site, "alice", "One"), WithFile(site, "alice", "One"));
        answer.IsFailure("invalid_arguments", "tokens[1]", "tokens[0]");
        site.MadeNothing();
    }

    [Test]
    public async Task FailureInTheMiddle_KeepsWhatWasMade()
    {
        await using var site = await Site.StartAsync();
        var wrong = Entry("carol", "Three", ("password", "not carol's"));
        var answer = await RunAsync(site, Entry("alice", "One"), WithFile(site, "alice", "Two"), wrong, Entry("alice", "Four"));
        answer.IsFailure("authentication_failed", "tokens[2]", "carol");
        Assert.That(answer.Changed);
        Assert.That(site.TokensMade, Is.EqualTo(2));
        Assert.That(site.CreationsSent, Is.EqualTo(2));
        Assert.That(site.PasswordsSent, Is.EqualTo(4), "each password is checked once");
        var results = answer.Results;
        Assert.That(results, Has.Count.EqualTo(2));
        Assert.That(site.Matomo.Tokens.Find((string)results[0]["token_auth"]!), Is.Not.Null, "a value that is nowhere else is handed over");
        Assert.That(results[1]["token_auth"], Is.Null, "a value that is safe in its file is not printed");
        Assert.That(site.Matomo.Tokens.Find(File.ReadAllText((string)results[1]["token_file"]!)), Is.Not.Null);
    }

    [Test]
    public async Task FailureBeforeAnythingIsMade_HasNoResults()
    {
        await using var site = await Site.StartAsync();
        var answer = await RunAsync(site, Entry("carol", "One", ("password", "not carol's")));
        answer.IsFailure("authentication_failed", "tokens[0]");
        Assert.That(answer.Results, Is.Empty);
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task ManyDeadValues_StopBeforeTheLockOut(string version)
    {
        await using var site = await Site.StartAsync(version);
        var entries = Enumerable.Range(0, 30).Select(at => Entry("alice", $"Number {at}", ("known_token", Site.Dead()))).ToArray();
        (await RunAsync(site, entries)).IsFailure("locked_out", "tokens[5]", "recreate: always", "database");
        Assert.That(site.TokensMade, Is.Zero);
        Assert.That(site.Matomo.FailedLogins.All, Has.Count.EqualTo(12));
    }

    [Test]
    public async Task TwoFactor_EachTokenTakesACodeOfItsOwn()
    {
        await using var site = await Site.StartAsync();
        var user = site.Matomo.Users.All.First(user => user.TotpSecret is not null);
        var answer = await site.RunAsync(
            ("login", user.Login), ("password", user.Password), ("totp_secret", user.TotpSecret),
            ("tokens", new[] { WithFile(site, null, "One"), WithFile(site, null, "Two") }));
        answer.IsSuccess(changed: true);
        Assert.That(site.TokensMade, Is.EqualTo(2));
    }

    [Test]
    public async Task EmptyList_IsNothingToDo()
    {
        await using var site = await Site.StartAsync();
        var answer = await RunAsync(site);
        answer.IsSuccess(changed: false);
        Assert.That(answer.Results, Is.Empty);
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task CheckMode_MakesNothing()
    {
        await using var site = await Site.StartAsync();
        var entries = new[] { WithFile(site, "alice", "One"), WithFile(site, "alice", "Two") };
        var answer = await site.RunAsync(("_ansible_check_mode", true), ("tokens", entries));
        answer.IsSuccess(changed: true);
        site.MadeNothing();
    }

    private static Task<Answer> RunAsync(Site site, params Dictionary<string, object?>[] entries) => site.RunAsync(("tokens", entries));

    private static Dictionary<string, object?> Entry(string? login, string? description, params (string Name, object? Value)[] others)
    {
        var entry = new Dictionary<string, object?> { ["login"] = login, ["description"] = description, ["recreate"] = "always" };
        foreach (var (name, value) in others)
            entry[name] = value;

        if (entry.ContainsKey("token_auth") || entry.ContainsKey("known_token"))
            entry.Remove("recreate");

        return entry.Where(option => option.Value is not null).ToDictionary();
    }

    private static Dictionary<string, object?> WithFile(
        Site site, string? login, string? description, params (string Name, object? Value)[] others)
    {
        var entry = Entry(login, description, [("token_file", Path.Combine(site.Folder, Guid.NewGuid().ToString("N"))), .. others]);
        entry.Remove("recreate");
        return entry;
    }
}
