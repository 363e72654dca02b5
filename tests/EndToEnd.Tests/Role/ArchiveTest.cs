using EndToEnd.Tests.Ansible;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Role;

/// <summary>What Pack makes, as an administrator gets it: installed into an empty home, without the network.</summary>
public sealed class ArchiveTest : RoleFixture
{
    [Test]
    public async Task Installed_MakesAToken_WithoutThePluginToo()
    {
        var archive = Directory.EnumerateFiles(
            Repository.PathOf("artifacts"), "matomo_token-*.tar.gz").Order(StringComparer.Ordinal).Last();
        var version = Path.GetFileName(archive)["matomo_token-".Length..^".tar.gz".Length];
        var roles = Path.Combine(Work, "installed");
        var control = Control(("ANSIBLE_ROLES_PATH", roles));
        var installed = await control.GalaxyAsync("role", "install", $"{archive},{version},matomo_token", "--roles-path", roles);
        Assert.That(installed.ExitCode, Is.Zero, installed.Everything);
        Assert.That(installed.Output, Does.Contain($"matomo_token ({version}) was installed successfully"));

        var role = Path.Combine(roles, "matomo_token");
        var variables = WithDatabase(("tokens", List(new JObject { ["login"] = "alice", ["token_file"] = TokenFile })));
        var play = await control.PlayAsync("[{hosts: localhost, gather_facts: false, roles: [matomo_token]}]", variables);
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        AssertKept(TokenFile);
        Assert.That(Names(role), Is.EquivalentTo(Names(RoleDirectory)));
        Assert.That(File.ReadAllText(Path.Combine(role, "LICENSE")), Does.StartWith("MIT License"));

        // Where the plugin does not serve, and without it.
        var module = await new Command(Path.Combine(role, "library/matomo_token"), ArgumentsFile(Arguments())).RunAsync();
        Assert.That((bool?)module.Json["value_known"], Is.True, module.Everything);
        var info = await new Command(
            Path.Combine(role, "library/matomo_token_info"),
            ArgumentsFile(new JObject { ["config_file"] = Installation, ["logins"] = new JArray("alice") })).RunAsync();
        Assert.That(info.Json["tokens"]?.Count(), Is.EqualTo(1), info.Everything);
    }
}
