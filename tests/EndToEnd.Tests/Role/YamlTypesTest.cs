namespace EndToEnd.Tests.Role;

/// <summary>What YAML reads as a date or a number, in the entries of the role.</summary>
public sealed class YamlTypesTest : RoleFixture
{
    private protected override string Playbook =>
        """
        - hosts: localhost
          gather_facts: false
          environment:
            WP_CLI_ALLOW_ROOT: "1"
          roles:
            - role: matomo_token
              matomo_token_tokens:
                - login: alice
                  description: 7
                  token_file: "{{ values }}"
                  expires_at: 2099-01-31
              matomo_token_wordpress_sites:
                - path: "{{ given_site }}"
                  login: bob
                  description: 8
                  expires_at: 2099-02-28
              matomo_token_embeds:
                - dest: "{{ given_page }}"
                  login: carol
                  description: 9
                  expires_at: 2099-03-31
        """;

    [Test]
    public async Task DatesAndNumbers_AreTaken()
    {
        var variables = WithDatabase();
        variables["given_site"] = new WordPress(Path.Combine(Given, "site"), "active", "https://example.org").Path;
        variables["given_page"] = Path.Combine(Given, "page.html");
        var play = await PlayAsync(variables);
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        Assert.That(
            Rows.Select(row => (row.Login, row.Description, row.DateExpired)),
            Is.EquivalentTo(new[]
            {
                ("alice", "7", new DateTime(2099, 1, 31)), ("bob", "8", new(2099, 2, 28)), ("carol", "9", new(2099, 3, 31)),
            }));
    }
}
