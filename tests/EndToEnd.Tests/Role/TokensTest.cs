using EndToEnd.Tests.Ansible;
using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests.Role;

/// <summary>matomo_token_tokens and matomo_token_list.</summary>
public sealed class TokensTest : RoleFixture
{
    private const string OldValue = "22222222feedfacecafe000000000000";

    private string Alice => Path.Combine(Given, "alice.token");

    private string Carol => Path.Combine(Given, "carol.token");

    private JArray Tokens => List(
        new JObject { ["login"] = "alice", ["token_file"] = Alice },
        new JObject
        {
            ["login"] = "carol",
            ["token_file"] = Carol,
            ["backend"] = "api",
            ["password"] = "carol-password",
            ["description"] = "Over the API",
        },
        new JObject { ["login"] = "bob", ["description"] = "Returned", ["expires_in"] = "30d" },
        new JObject { ["login"] = "alice", ["description"] = "Old mailer", ["state"] = "absent" });

    [Test]
    public async Task OverSsh_CheckMode_ThenMade_ThenOk()
    {
        Database.AddToken("alice", OldValue, "Old mailer");
        var untouched = Stored;
        var variables = WithDatabase(("tokens", Tokens), ("list", new JObject { ["system"] = false }));
        var check = await PlayOverSshAsync(variables, "--check");
        Assert.That(check.ExitCode, Is.Zero, check.Everything);
        Assert.That(check.Count("changed"), Is.EqualTo(2), check.Everything);
        Assert.That(Stored, Is.EqualTo(untouched));
        Assert.That(File.Exists(Alice) || File.Exists(Carol) || File.Exists(Values), Is.False);

        var first = await PlayOverSshAsync(variables);
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        AssertKept(Alice);
        AssertKept(Carol);
        Assert.That(IsLive(Values), "the value that the role hands on");
        Assert.That(Accepts(OldValue), Is.False);
        Assert.That(first.Everything, Does.Contain("Listed: Ansible on remote, Returned, Over the API"));

        var made = Stored;
        var second = await PlayOverSshAsync(variables);
        Assert.That(second.ExitCode, Is.Zero, second.Everything);
        Assert.That(second.Count("changed"), Is.Zero, second.Everything);
        Assert.That(Stored, Is.EqualTo(made));
        AssertNoLeaks(
            await File.ReadAllTextAsync(Alice), await File.ReadAllTextAsync(Carol), await File.ReadAllTextAsync(Values), OldValue);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Failure_NamesHostAndReason_KeepsWhatWasMade(bool returnsValue)
    {
        var play = await PlayAsync(WithApi(("tokens", List(
            new JObject { ["login"] = "carol", ["token_file"] = Carol, ["password"] = "carol-password" },
            new JObject
            {
                ["login"] = "alice",
                ["token_file"] = Alice,
                ["password"] = "wrong-password",
                ["return_token"] = returnsValue,
            }))));
        Assert.That(play.ExitCode, Is.EqualTo(2));
        Assert.That(Message(play), Does.StartWith("localhost: ").And.EndWith("(authentication_failed)").And.Contain("alice"));
        Assert.That((string?)play.LastResult["error_code"], Is.EqualTo("authentication_failed"), "for rescue");
        AssertKept(Carol);
        Assert.That(File.Exists(Alice), Is.False);
        AssertNoLeaks(await File.ReadAllTextAsync(Carol));
    }

    private static string? Message(Play play) => (string?)play.LastResult["msg"];
}
