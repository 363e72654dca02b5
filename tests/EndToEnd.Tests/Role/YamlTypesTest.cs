namespace EndToEnd.Tests.Role;

/// <summary>What YAML reads as a date or a number, in an entry of the role.</summary>
public sealed class YamlTypesTest : RoleFixture
{
    private protected override string Playbook =>
        """
        - hosts: localhost
          gather_facts: false
          roles:
            - role: matomo_token
              matomo_token_tokens:
                - login: alice
                  description: 7
                  token_file: "{{ values }}"
                  expires_at: 2099-01-31
        """;

    [Test]
    public async Task DateAndNumber_AreTaken()
    {
        var play = await PlayAsync(WithDatabase());
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        Assert.That(Rows.Single().Description, Is.EqualTo("7"));
        Assert.That(Rows.Single().DateExpired, Is.EqualTo(new DateTime(2099, 1, 31)));
    }
}
