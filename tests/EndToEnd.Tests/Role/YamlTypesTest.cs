namespace EndToEnd.Tests.Role;

/// <summary>What YAML reads as a date or a number, and what is left out, in the entries of the role.</summary>
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
                  mode: "{{ nothing | default(omit) }}"
              matomo_token_wordpress_sites:
                - path: "{{ given_site }}"
                  login: bob
                  description: 8
                  expires_at: 2099-02-28
                  url: "{{ nothing | default(omit) }}"
                  mode: "{{ nothing | default(omit) }}"
                  matomo_url: "{{ nothing | default(omit) }}"
                  recreate: "{{ nothing | default(omit) }}"
                  renew_before: "{{ nothing | default(omit) }}"
                  settings: {track_compress: "{{ nothing | default(omit) }}"}
              matomo_token_embeds:
                - dest: "{{ given_page }}"
                  login: carol
                  description: 9
                  expires_at: 2099-03-31
                  title: "{{ nothing | default(omit) }}"
                  mode: "{{ nothing | default(omit) }}"
                  owner: "{{ nothing | default(omit) }}"
                  recreate: "{{ nothing | default(omit) }}"
                  renew_before: "{{ nothing | default(omit) }}"
                  parameters: {columns: "{{ nothing | default(omit) }}"}
        """;

    [Test]
    public async Task DatesAndNumbersAreTaken_WhatIsOmittedIsNot()
    {
        var variables = WithDatabase();
        var site = new WordPress(Path.Combine(Given, "site"), "active", "https://example.org");
        variables["given_site"] = site.Path;
        variables["given_page"] = Path.Combine(Given, "page.html");
        var play = await PlayAsync(variables);
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        Assert.That(
            Rows.Select(row => (row.Login, row.Description, row.DateExpired)),
            Is.EquivalentTo(new[]
            {
                ("alice", "7", new DateTime(2099, 1, 31)), ("bob", "8", new(2099, 2, 28)), ("carol", "9", new(2099, 3, 31)),
            }));
        Assert.That(site.State.ToString() + File.ReadAllText(Path.Combine(Given, "page.html")), Does.Not.Contain("omit").IgnoreCase);
    }
}
