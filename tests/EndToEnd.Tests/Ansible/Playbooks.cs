using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests.Ansible;

internal static class Playbooks
{
    /// <summary>One task, whose options are the variable <c>token</c>.</summary>
    public const string OneToken =
        """
        - hosts: "{{ target | default('localhost') }}"
          gather_facts: false
          tasks:
            - matomo_token: "{{ token }}"
        """;

    /// <summary>
    /// Tasks one after the other, a failed one too: the options of each are an element of the variable <c>asked</c>, and its environment
    /// one of <c>surroundings</c>. One play of many tasks takes a fraction of the time of many plays.
    /// </summary>
    public static string Tasks(int count, string module = "matomo_token") => string.Concat(
    [
        """
        - hosts: localhost
          gather_facts: false
          tasks:

        """,
        .. Enumerable.Range(0, count).Select(number =>
            $$$"""
                - {{{module}}}: "{{ asked[{{{number}}}] }}"
                  environment: "{{ surroundings[{{{number}}}] | default({}) }}"
                  ignore_errors: true

            """),
    ]);

    /// <summary>The variables of <see cref="Tasks"/>: the options of each, and its environment where it has one.</summary>
    public static JObject Variables(IEnumerable<JObject> asked, IEnumerable<JObject>? surroundings = null) =>
        new() { ["asked"] = new JArray(asked), ["surroundings"] = new JArray(surroundings ?? []) };

    /// <summary>The tokens of several users, a later task that uses one of the values, and one that shows the results.</summary>
    public const string ManyTokens =
        """
        - hosts: "{{ target | default('localhost') }}"
          gather_facts: false
          tasks:
            - matomo_token:
                config_file: "{{ matomo_config }}"
                description: End to end
                tokens:
                  - login: carol
                    token_file: "{{ token_directory }}/carol.token"
                  - login: alice
                    expires_in: 30d
                  - login: bob
                    token_file: "{{ token_directory }}/bob.token"
                    mode: u=rw,g=r
              register: made
            - ansible.builtin.copy:
                content: "{{ made.results[1].token_auth | default('', true) }}"
                dest: "{{ token_directory }}/application.conf"
                mode: "0600"
              when: made.changed and not ansible_check_mode
              no_log: true
            - ansible.builtin.debug:
                msg: "{{ made.results | map(attribute='login') | join(' ') }}"
        """;

    /// <summary>A later task presents the value to Matomo, and tells what Matomo says.</summary>
    public const string ValueInLaterTask =
        """
        - hosts: localhost
          gather_facts: false
          tasks:
            - matomo_token: "{{ token }}"
              register: made
              no_log: true
            - ansible.builtin.uri:
                url: "{{ token.url }}index.php"
                method: POST
                body_format: form-urlencoded
                body:
                  module: API
                  method: API.getMatomoVersion
                  format: json
                  token_auth: "{{ made.token_auth }}"
              register: answer
              no_log: true
            - ansible.builtin.debug:
                msg: "{{ answer.json.value }}"
        """;
}
