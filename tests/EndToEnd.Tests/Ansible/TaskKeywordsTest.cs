using EndToEnd.Tests.Secrets;
using Matomo.StandIn;
using Matomo.StandIn.Users;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Ansible;

/// <summary>What an author may write beside a module's own options: keywords of a task, and Ansible's settings.</summary>
[TestFixture(ModuleWay.Library)]
[TestFixture(ModuleWay.Plugin)]
public sealed class TaskKeywordsTest(ModuleWay way) : StandInTest
{
    private const string Umlauts = "Tür für “Straße” – 東京 🎫";
    private const UnixFileMode Traversable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute;

    /// <summary>A port at which nobody listens.</summary>
    private const string DeadProxy = "http://127.0.0.1:9/";

    private static readonly string[] Logins = ["alice", "bob", "carol"];

    private protected override StandInOptions Options => new()
    {
        Users = [.. Logins.Select(login => new StandInUser(login, $"{login}-password"))],
    };

    [Test]
    public async Task Async_ResultIsCollectedLater()
    {
        const string Playbook =
            """
            - hosts: localhost
              gather_facts: false
              tasks:
                - matomo_token: "{{ token }}"
                  async: 60
                  poll: 0
                  register: job
                - ansible.builtin.async_status:
                    jid: "{{ job.ansible_job_id }}"
                  register: answer
                  until: answer is finished
                  retries: 60
                  delay: 1
            """;
        var first = await new AnsibleControl(Work, way).PlayAsync(Playbook, Variables());
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        Assert.That(first.FirstResult["action"], Is.Null, "a task that is not waited for has no result yet");
        Assert.Multiple(() =>
        {
            Assert.That((bool?)first.Result(1)["changed"], Is.True);
            Assert.That((string?)first.Result(1)["action"], Is.EqualTo("created"));
            Assert.That((string?)first.Result(1)["token_file"], Is.EqualTo(TokenFile));
        });
        AssertKept(TokenFile);

        var second = await new AnsibleControl(Work, way).PlayAsync(Playbook, Variables());
        Assert.That((bool?)second.Result(1)["changed"], Is.False, second.Everything);
        Assert.That(Creations, Is.EqualTo(1));
        await JobsAreClearedAwayAsync();
    }

    [Test]
    public async Task Async_Polled_Failure_ShowsMsgAndErrorCode()
    {
        const string Playbook =
            """
            - hosts: localhost
              gather_facts: false
              tasks:
                - matomo_token: "{{ token }}"
                  async: 60
                  poll: 1
            """;
        var made = await new AnsibleControl(Work, way).PlayAsync(Playbook, Variables());
        Assert.That((made.ExitCode, (string?)made.FirstResult["action"]), Is.EqualTo((0, "created")), made.Everything);
        AssertKept(TokenFile);

        File.Delete(TokenFile);
        var refused = await new AnsibleControl(Work, way).PlayAsync(Playbook, Variables(("password", "wrong-password")));
        Assert.That(
            (refused.ExitCode, (string?)refused.FirstResult["error_code"]), Is.EqualTo((2, "authentication_failed")), refused.Everything);
        Assert.That(refused.Everything, Does.Not.Contain("wrong-password"));
        await JobsAreClearedAwayAsync();
    }

    /// <summary>Ansible keeps the result of a job in a file until it is told to clean up, the value too if that is in the result.</summary>
    [Test]
    public async Task Async_NoLog_ValueIsUsedLater_AndNowhereElse()
    {
        const string Playbook =
            """
            - hosts: localhost
              gather_facts: false
              tasks:
                - matomo_token: "{{ token }}"
                  async: 60
                  poll: 0
                  register: job
                  no_log: true
                - ansible.builtin.async_status:
                    jid: "{{ job.ansible_job_id }}"
                  register: answer
                  until: answer is finished
                  retries: 60
                  delay: 1
                  no_log: true
                - ansible.builtin.async_status:
                    jid: "{{ job.ansible_job_id }}"
                    mode: cleanup
                - ansible.builtin.copy:
                    content: "{{ answer.token_auth }}"
                    dest: "{{ token.token_file }}.copy"
                    mode: "0600"
                  no_log: true
            """;
        var play = await new AnsibleControl(Work, way) { Report = "default" }.RunAsync(
            Playbook, Variables(("return_token", true)), "-vvv", "--diff");
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        var value = await File.ReadAllTextAsync(TokenFile);
        Assert.That(await File.ReadAllTextAsync(TokenFile + ".copy"), Is.EqualTo(value));
        File.Delete(TokenFile + ".copy");
        await JobsAreClearedAwayAsync();
        AssertNoLeak(play, value);
    }

    [Test]
    public async Task Loop_OneResultForEach()
    {
        const string Playbook =
            """
            - hosts: localhost
              gather_facts: false
              tasks:
                - matomo_token:
                    url: "{{ token.url }}"
                    login: "{{ item }}"
                    password: "{{ item }}-password"
                    description: "Token of {{ item }}"
                    token_file: "{{ token_directory }}/{{ item }}.token"
                  loop: [alice, bob, carol]
                  register: made
                - ansible.builtin.debug:
                    msg: "{{ made.results | map(attribute='action') | join(' ') }}"
            """;
        var variables = Variables();
        variables["token_directory"] = TokenDirectory;
        var foreseen = await new AnsibleControl(Work, way).PlayAsync(Playbook, variables, "--check", "--diff");
        AssertItems(foreseen, "created", changed: true);
        Assert.That(Items(foreseen).Select(item => (string?)item.SelectToken("diff.after.value")), Is.All.EqualTo("(new)"));
        Assert.That(Names(TokenDirectory), Is.Empty);
        Assert.That(Creations, Is.Zero);

        AssertItems(await new AnsibleControl(Work, way).PlayAsync(Playbook, variables), "created", changed: true);
        var files = Logins.Select(login => Path.Combine(TokenDirectory, login + ".token")).ToList();
        Assert.Multiple(() => files.ForEach(file => AssertKept(file)));
        Assert.That(files.Select(file => Matomo.Tokens.Find(File.ReadAllText(file))!.Login), Is.EqualTo(Logins));

        AssertItems(await new AnsibleControl(Work, way).PlayAsync(Playbook, variables), "none", changed: false);
        Assert.That(Creations, Is.EqualTo(Logins.Length));
    }

    /// <summary>The play's own host cannot be reached; the other one can, and that is where the module runs and the file is.</summary>
    [Test]
    public async Task DelegateTo_RunsThere()
    {
        const string Playbook =
            """
            - hosts: application
              gather_facts: false
              tasks:
                - matomo_token: "{{ token }}"
                  delegate_to: matomo
                - matomo_token: "{{ token }}"
            """;
        var control = new AnsibleControl(Work, way);
        var inventory = control.Input("inventory.json", new JObject
        {
            ["all"] = new JObject
            {
                ["hosts"] = new JObject
                {
                    ["application"] = new JObject { ["ansible_host"] = "127.0.0.1", ["ansible_port"] = 9 },
                    ["matomo"] = new JObject { ["ansible_connection"] = "local" },
                },
            },
        }.ToString());
        var play = await control.PlayAsync(Playbook, Variables(), "-i", inventory);
        Assert.That((play.Count("changed"), play.Count("unreachable")), Is.EqualTo((1, 1)), play.Everything);
        Assert.That((string?)play.FirstResult["action"], Is.EqualTo("created"));
        AssertKept(TokenFile);
    }

    /// <summary>
    /// Whoever the tests run as becomes a user who may do nothing: the module's file and its arguments must be readable for that user.
    /// </summary>
    [Test]
    public async Task Become_UnprivilegedUser_OwnsTheFile()
    {
        const string Playbook =
            """
            - hosts: localhost
              gather_facts: false
              tasks:
                - ansible.builtin.file:
                    path: "{{ token_directory }}"
                    state: directory
                    owner: nobody
                    mode: "0755"
                - matomo_token: "{{ token }}"
                  become: true
                  become_user: nobody
                - ansible.builtin.stat:
                    path: "{{ token.token_file }}"
                - matomo_token: "{{ token }}"
                  become: true
                  become_user: nobody
                - matomo_token: "{{ forbidden }}"
                  become: true
                  become_user: nobody
            """;
        File.SetUnixFileMode(Work, Traversable);
        var variables = Variables();
        variables["token_directory"] = TokenDirectory;
        variables["forbidden"] = Arguments(("token_file", Path.Combine(Work, "forbidden.token")));
        variables["ansible_become_method"] = "su";
        variables["ansible_become_flags"] = "-s /bin/sh";
        var play = await new AnsibleControl(Work, way).PlayAsync(Playbook, variables);
        Assert.That(play.Count("ok"), Is.EqualTo(4), play.Everything);
        Assert.Multiple(() =>
        {
            Assert.That((string?)play.Result(1)["action"], Is.EqualTo("created"));
            Assert.That((string?)play.Result(2).SelectToken("stat.pw_name"), Is.EqualTo("nobody"));
            Assert.That((bool?)play.Result(3)["changed"], Is.False);
            Assert.That((string?)play.Result(4)["error_code"], Is.EqualTo("token_file_unwritable"));
            Assert.That((string?)play.Result(4)["msg"], Does.Contain("Permission denied"));
        });
        AssertKept(TokenFile);
        Assert.That(Creations, Is.EqualTo(1));
    }

    [Test]
    public async Task Environment_Proxy_IsUsed()
    {
        const string Elsewhere = "http://stats.example.org/";
        var play = await WithEnvironmentAsync(new JObject { ["http_proxy"] = Matomo.Url.ToString() }, ("url", Elsewhere));
        Assert.That((play.ExitCode, (string?)play.FirstResult["action"]), Is.EqualTo((0, "created")), play.Everything);
        Assert.That(
            Matomo.Requests.Select(request => request.Headers["Host"]),
            Is.Not.Empty.And.All.EqualTo("stats.example.org"),
            "requests that the stand-in got as a proxy");
        AssertKept(TokenFile);
    }

    [TestCase(true, "")]
    [TestCase(false, "127.0.0.1")]
    [TestCase(false, "", "unreachable")]
    public async Task Environment_ProxyThatIsNotThere(bool refuseProxies, string except, string? failure = null)
    {
        var environment = new JObject { ["http_proxy"] = DeadProxy, ["no_proxy"] = except };
        var play = await WithEnvironmentAsync(environment, ("use_proxy", !refuseProxies));
        Assert.That((string?)play.FirstResult["error_code"], Is.EqualTo(failure), play.Everything);
        Assert.That(Creations, Is.EqualTo(failure is null ? 1 : 0));
    }

    /// <summary>
    /// Ansible itself insists on UTF-8 where it runs; the module's host need not have it. .NET heeds the name of a locale that is not
    /// installed as well.
    /// </summary>
    [TestCase("C")]
    [TestCase("POSIX")]
    [TestCase("de_DE.ISO-8859-1")]
    [TestCase("ja_JP.SJIS")]
    public async Task Environment_OtherLocale_EveryCharacterArrives(string locale)
    {
        var environment = new JObject { ["LC_ALL"] = locale, ["LANG"] = locale };
        var file = Path.Combine(TokenDirectory, "Schlüssel 東京.token");
        var first = await WithEnvironmentAsync(environment, ("description", Umlauts), ("token_file", file));
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        Assert.Multiple(() =>
        {
            Assert.That(Matomo.Tokens.Rows.Single().Description, Is.EqualTo(Umlauts));
            Assert.That((string?)first.FirstResult["description"], Is.EqualTo(Umlauts));
            Assert.That((string?)first.FirstResult["token_file"], Is.EqualTo(file));
        });
        AssertKept(file);
        var second = await WithEnvironmentAsync(environment, ("description", Umlauts), ("token_file", file));
        Assert.That((bool?)second.FirstResult["changed"], Is.False, second.Everything);

        var missing = Path.Combine(TokenDirectory, "fehlt-für-東京", "a.token");
        var refused = await WithEnvironmentAsync(environment, ("token_file", missing));
        Assert.That((string?)refused.FirstResult["msg"], Does.Contain(missing), refused.Everything);
    }

    [TestCase("alice-password", 0)]
    [TestCase("wrong-password", 2)]
    public async Task NoLog_HidesEverything(string password, int exitCode)
    {
        const string Playbook =
            """
            - hosts: localhost
              gather_facts: false
              tasks:
                - matomo_token: "{{ token }}"
                  no_log: true
            """;
        var variables = Variables(("password", password), ("return_token", true));
        var play = await new AnsibleControl(Work, way) { Report = "default" }.RunAsync(Playbook, variables, "-vvv", "--diff");
        Assert.That(play.ExitCode, Is.EqualTo(exitCode), play.Everything);
        Assert.That(play.Output, Does.Contain("censored").And.Not.Contain("End to end").And.Not.Contain("authentication_failed"));
        AssertNoLeak(play, File.Exists(TokenFile) ? await File.ReadAllTextAsync(TokenFile) : password);
    }

    /// <summary>
    /// ANSIBLE_KEEP_REMOTE_FILES leaves the module and <c>args</c>, which Ansible wrote: the password is in there, as in any module's.
    /// Nothing else of the run holds one, and with the two the run can be repeated by hand.
    /// </summary>
    [Test]
    public async Task KeepRemoteFiles_OnlyAnsiblesOwn_AndTheyRun()
    {
        var control = new AnsibleControl(Work, way) { Settings = new Dictionary<string, string> { ["ANSIBLE_KEEP_REMOTE_FILES"] = "1" } };
        var play = await control.PlayAsync(Playbooks.OneToken, Variables(), "-vvv", "--diff");
        Assert.That((play.ExitCode, (string?)play.FirstResult["action"]), Is.EqualTo((0, "created")), play.Everything);
        var kept = Directory.EnumerateFiles(
            Path.Combine(Work, "home", ".ansible", "remote"), "*", SearchOption.AllDirectories).Order().ToList();
        Assert.That(kept.Select(Path.GetFileName).ToList(), Has.Count.EqualTo(2).And.One.EqualTo("args").And.One.Contains("matomo_token"));
        var arguments = kept.Single(file => Path.GetFileName(file) == "args");
        var module = kept.Single(file => file != arguments);
        Assert.That(await File.ReadAllTextAsync(arguments), Does.Contain("alice-password"));
        var again = await new Command(module, arguments).RunAsync();
        Assert.That((bool?)again.Json["changed"], Is.False, again.Everything);

        File.Delete(arguments);
        var leaks = new Leaks(Work, TokenFile);
        leaks.Saw(play.Everything);
        leaks.Saw(again.Everything);
        leaks.AssertNone(["alice-password", await File.ReadAllTextAsync(TokenFile)]);
    }

    /// <summary>Ansible quotes the module's path for the shell, and not that of the arguments file, which arrives in pieces.</summary>
    [Test]
    public async Task RemoteTmpWithBlanks()
    {
        var control = new AnsibleControl(Work, way)
        {
            Settings = new Dictionary<string, string> { ["ANSIBLE_REMOTE_TEMP"] = Path.Combine(Work, "with blanks", "in both of them") },
        };
        var first = await control.PlayAsync(Playbooks.OneToken, Variables());
        Assert.That((first.ExitCode, (string?)first.FirstResult["action"]), Is.EqualTo((0, "created")), first.Everything);
        AssertKept(TokenFile);
        var second = await control.PlayAsync(Playbooks.OneToken, Variables());
        Assert.That((bool?)second.FirstResult["changed"], Is.False, second.Everything);
        AssertNoLeak(await control.RunAsync(Playbooks.OneToken, Variables(), "-vvv", "--diff"), await File.ReadAllTextAsync(TokenFile));
    }

    private static IReadOnlyList<JToken> Items(Play play) =>
    [
        .. play.FirstResult["results"] ?? throw new AssertionException(play.Everything),
    ];

    private static void AssertItems(Play play, string action, bool changed)
    {
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        Assert.Multiple(() =>
        {
            Assert.That(Items(play).Select(item => (string?)item["item"]), Is.EqualTo(Logins));
            Assert.That(Items(play).Select(item => (string?)item["login"]), Is.EqualTo(Logins));
            Assert.That(Items(play).Select(item => (bool?)item["changed"]), Is.All.EqualTo(changed));
            Assert.That((bool?)play.FirstResult["changed"], Is.EqualTo(changed));
            Assert.That((string?)play.Result(1)["msg"], Is.EqualTo($"{action} {action} {action}"));
            Assert.That(
                Logins.Where(login => play.Everything.Contains($"{login}-password", StringComparison.Ordinal)),
                Is.Empty,
                "passwords that are shown");
        });
    }

    /// <summary>Ansible's watcher of a job removes its files, the arguments among them, some seconds after the job has ended.</summary>
    private async Task JobsAreClearedAwayAsync()
    {
        var remote = Path.Combine(Work, "home", ".ansible", "remote");
        for (var deadline = DateTime.UtcNow.AddSeconds(30); Names(remote).Any() && DateTime.UtcNow < deadline;)
            await Task.Delay(200);

        Assert.That(Names(remote), Is.Empty, "files of a job");
    }

    private void AssertNoLeak(Outcome outcome, string value)
    {
        var leaks = new Leaks(Work, TokenFile);
        leaks.Saw(outcome.Everything);
        leaks.AssertNone(["alice-password", "wrong-password", value]);
    }

    private Task<Play> WithEnvironmentAsync(JObject environment, params (string Option, JToken? Value)[] others)
    {
        const string Playbook =
            """
            - hosts: localhost
              gather_facts: false
              tasks:
                - matomo_token: "{{ token }}"
                  environment: "{{ surroundings }}"
            """;
        var variables = Variables(others);
        variables["surroundings"] = environment;
        return new AnsibleControl(Work, way).PlayAsync(Playbook, variables);
    }

    private JObject Variables(params (string Option, JToken? Value)[] others) => new() { ["token"] = Arguments(others) };
}
