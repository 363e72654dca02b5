using EndToEnd.Tests.Ansible;
using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests.Role;

/// <summary>What the role refuses before it does anything, and in how many words.</summary>
public sealed class ChecksTest : RoleFixture
{
    private const string Secret = "marked-known";

    private static readonly (JObject Variables, string? Message)[] Cases =
    [
        (Of("tokes", List()), "matomo_token_tokes is no variable of this role, but nearly one: write matomo_token_tokens"),
        (new JObject { ["matom_tokens_url"] = "" }, "write matomo_token_url"),
        (Of("wrodpress_siets", List()), "write matomo_token_wordpress_sites"),
        (Of("lsit", new JObject()), "write matomo_token_list"),
        (Of("host", "of somebody else"), null),
        (Of("alice_password", Secret), null),
        (Of("_tokens", "the role's own"), null),
        (Of("results", List()), null),
        (Of("db_port", "{{ nothing | default(omit) }}"), null),
        (Of("listed", List()), null),
        (Entry("sate", "absent"), "matomo_token_tokens, entry 1 (alice): it has no option sate. Write state."),
        (Entry("something", 1), "it has no option something. Its options are login, description, "),
        (Entry("state", "nonsense"), "matomo_token_tokens, entry 1 (alice): state must be one of present, absent."),
        (Entry("state", ""), "state must be one of present, absent."),
        (Entry("return_token", "perhaps"), "return_token must be true or false."),
        (Entry("login", ""), "matomo_token_tokens, entry 1: login is missing."),
        (Entry("auth_code", new JArray(Secret)), "auth_code must be a text."),
        (Entry("password", new JObject { ["a"] = Secret }), "password must be a text."),
        (Of("tokens", ""), "matomo_token_tokens must be a list of dictionaries."),
        (Of("tokens", new JObject { ["login"] = "alice" }), "matomo_token_tokens must be a list of dictionaries."),
        (Of("tokens", new JArray("alice")), "matomo_token_tokens, entry 1: it must be a dictionary."),
        (Of("wordpress_sites", List(new JObject { ["login"] = "bob" })), "matomo_token_wordpress_sites, entry 1 (bob): path is missing."),
        (Of("wordpress_sites", List(new JObject { ["site_id"] = "three" })), "site_id must be a whole number."),
        (Of("embeds", List(new JObject { ["dest"] = "/a", ["login"] = "alice", ["desc"] = "/a" })), "it has no option desc. Write dest."),
        (Of("list", new JObject { ["unused_fro"] = "3d" }), "matomo_token_list: it has no option unused_fro. Write unused_for."),
        (Of("list", ""), "matomo_token_list must be a dictionary."),
        (Of("backend", "databse"), "matomo_token_backend must be one of auto, api, database."),
        (Of("timeout", "soon"), "matomo_token_timeout must be a whole number."),
        (Of("validate_certs", "perhaps"), "matomo_token_validate_certs must be true or false."),
        (Of("headers", "none"), "matomo_token_headers must be a dictionary."),
        (Of("salt", new JArray(Secret)), "matomo_token_salt must be a text."),
    ];

    private protected override string Playbook => string.Concat(
    [
        "- hosts: localhost\n  gather_facts: false\n  tasks:\n",
        .. Cases.Select(role =>
            $$"""
                - block:
                    - ansible.builtin.include_role:
                        name: matomo_token
                      vars: {{role.Variables.ToString(Newtonsoft.Json.Formatting.None)}}
                  rescue:
                    - ansible.builtin.meta: noop

            """),
    ]);

    [Test]
    public async Task Mistakes_AreNamed_InFewWords()
    {
        var play = await PlayAsync([]);
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        var refusals = play.Results.Where(result => result.ContainsKey("error_code")).ToList();
        var expected = Cases.Where(role => role.Message is not null).ToList();
        Assert.That(refusals, Has.Count.EqualTo(expected.Count), play.Everything);
        Assert.Multiple(() =>
        {
            foreach (var (refusal, message) in refusals.Zip(expected.Select(role => role.Message)))
            {
                Assert.That((string?)refusal["msg"], Does.StartWith("localhost: ").And.Contain(message));
                Assert.That((string?)refusal["error_code"], Is.EqualTo("invalid_arguments"));
                Assert.That(refusal.ToString(), Has.Length.LessThan(1000));
            }
        });
        AssertNoLeaks(Secret);
    }

    private static JObject Of(string name, JToken value) => Variables((name, value));

    private static JObject Entry(string option, JToken value) =>
        Variables(("tokens", List(new JObject(new JObject { ["login"] = "alice" }) { [option] = value })));
}
