using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests.Role;

/// <summary>What people see of the role under <c>ansible-playbook --diff</c>.</summary>
public sealed class RoleDiffTest : RoleFixture
{
    [Test]
    public async Task EachToken_ByItself()
    {
        var entries = new[] { "alice", "bob" }.Select(
            login => new JObject { ["login"] = login, ["token_file"] = Path.Combine(Given, login) });
        var variables = WithDatabase(("tokens", List([.. entries])), ("description", "Diff"));
        variables["values"] = Values;
        var outcome = await Control(("ANSIBLE_STDOUT_CALLBACK", "default")).RunAsync(Playbook, variables, "--diff");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        Assert.That(outcome.Everything, Does.Not.Contain("Failure using method"));
        foreach (var login in new[] { "alice", "bob" })
            Assert.That(outcome.Output, Does.Contain($"--- before: {login}: Diff\n+++ after: {login}: Diff\n"));
    }
}
