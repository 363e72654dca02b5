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
