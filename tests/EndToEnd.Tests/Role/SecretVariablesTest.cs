using EndToEnd.Tests.Ansible;

namespace EndToEnd.Tests.Role;

/// <summary>The role's secrets, given as they are and as inline values from a vault.</summary>
public sealed class SecretVariablesTest : RoleFixture
{
    // In the playbook, as people write them; the file is the test's own and may hold them.
    private string _playbook = "";

    private protected override string Playbook => _playbook;

    [Test]
    public async Task InlineVault_IsTaken()
    {
        var vault = await Vault.CreateAsync(Given);
        _playbook = Tasks(await vault.EncryptedAsync("alice-password"));
        var play = await PlayAsync(WithApi(), ["-vvv", .. vault.Options]);
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        AssertKept(TokenFile);
        AssertNoLeaks(await File.ReadAllTextAsync(TokenFile), Vault.Password, "marked-known");
    }

    /// <summary>By the role's check of its variables.</summary>
    [TestCase("state: nonsense", "present, absent")]
    [TestCase("sate: present", "sate")]
    [TestCase("auth_code: [marked-known]", "auth_code must be a text")]
    [TestCase("auth_code: {a: marked-known}", "auth_code must be a text")]
    public async Task Refused_ShowsNone(string mistake, string expected)
    {
        var vault = await Vault.CreateAsync(Given);
        _playbook = Tasks(await vault.EncryptedAsync("alice-password"), mistake);
        var play = await PlayAsync(WithApi(), ["-vvv", .. vault.Options]);
        Assert.That(play.ExitCode, Is.EqualTo(2), play.Everything);
        Assert.That(play.Count("failures"), Is.EqualTo(1), play.Everything);
        Assert.That(play.Everything, Does.Contain(expected));
        Assert.That(Matomo.Requests, Is.Empty);
        AssertNoLeaks(Vault.Password, "marked-known");
    }

    private string Tasks(string password, string more = "state: present") =>
        $"""
        - hosts: localhost
          gather_facts: false
          vars:
            matomo_token_url_username: web
            matomo_token_url_password: {password}
            matomo_token_salt_of_another: marked-known
            matomo_token_tokens:
              - login: alice
                password: {password}
                known_token: marked-known
                token_file: {TokenFile}
                {more}
          roles:
            - matomo_token
        """;
}
