using EndToEnd.Tests.Secrets;
using Matomo.StandIn;
using Matomo.StandIn.Users;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Ansible;

/// <summary>What an author may write beside a module's own options: keywords of a task, and Ansible's settings.</summary>
/// <remarks>Where Ansible itself does all but start the executable, its own way is tried, too.</remarks>
public sealed class TaskKeywordsTest : StandInTest
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
        var play = await new AnsibleControl(Work, ModuleWay.Plugin).PlayAsync(Playbook, Variables());
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        Assert.That(play.FirstResult["action"], Is.Null, "a task that is not waited for has no result yet");
        Assert.Multiple(() =>
        {
            Assert.That((bool?)play.Result(1)["changed"], Is.True);
            Assert.That((string?)play.Result(1)["action"], Is.EqualTo("created"));
            Assert.That((string?)play.Result(1)["token_file"], Is.EqualTo(TokenFile));
            Assert.That((bool?)play.Result(3)["changed"], Is.False, play.Everything);
        });
        AssertKept(TokenFile);
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
                - matomo_token: "{{ refused }}"
                  async: 60
                  poll: 1
            """;
        var variables = Variables();
        variables["refused"] = Arguments(("password", "wrong-password"), ("token_file", Path.Combine(TokenDirectory, "none")));
        var play = await new AnsibleControl(Work, ModuleWay.Plugin).PlayAsync(Playbook, variables);
        Assert.That(play.ExitCode, Is.EqualTo(2), play.Everything);
        Assert.That((string?)play.FirstResult["action"], Is.EqualTo("created"), play.Everything);
        Assert.That((string?)play.Result(1)["error_code"], Is.EqualTo("authentication_failed"), play.Everything);
        Assert.That(play.Everything, Does.Not.Contain("wrong-password"));
        AssertKept(TokenFile);
        await JobsAreClearedAwayAsync();
    }

    /// <summary>Ansible keeps the result of a job in a file until it is told to clean up, the value too if that is in the result.</summary>
    [Test]
    public async Task Async_NoLog_ValueIsUsedLater_AndNowhereElse([Values(ModuleWay.Library, ModuleWay.Plugin)] ModuleWay way)
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
        var foreseen = await new AnsibleControl(Work, ModuleWay.Plugin).PlayAsync(Playbook, variables, "--check", "--diff");
        AssertItems(foreseen, "created", changed: true);
        Assert.That(Items(foreseen).Select(item => (string?)item.SelectToken("diff.after.value")), Is.All.EqualTo("(new)"));
        Assert.That(Names(TokenDirectory), Is.Empty);
        Assert.That(Creations, Is.Zero);

        AssertItems(await new AnsibleControl(Work, ModuleWay.Plugin).PlayAsync(Playbook, variables), "created", changed: true);
        var files = Logins.Select(login => Path.Combine(TokenDirectory, login + ".token")).ToList();
        Assert.Multiple(() => files.ForEach(file => AssertKept(file)));
        Assert.That(files.Select(file => Matomo.Tokens.Find(File.ReadAllText(file))!.Login), Is.EqualTo(Logins));

        AssertItems(await new AnsibleControl(Work, ModuleWay.Plugin).PlayAsync(Playbook, variables), "none", changed: false);
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
        var control = new AnsibleControl(Work, ModuleWay.Plugin);
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
        Assert.That(play.Count("changed"), Is.EqualTo(1), play.Everything);
        Assert.That(play.Count("unreachable"), Is.EqualTo(1), play.Everything);
        Assert.That((string?)play.FirstResult["action"], Is.EqualTo("created"));
        AssertKept(TokenFile);
    }

    /// <summary>
    /// Whoever the tests run as becomes a user who may do nothing: the module's file and its arguments must be readable for that user.
    /// </summary>
    [Test]
    public async Task Become_UnprivilegedUser_OwnsTheFile([Values(ModuleWay.Library, ModuleWay.Plugin)] ModuleWay way)
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
        var proxy = new JObject { ["http_proxy"] = Matomo.Url.ToString() };
        var play = await new AnsibleControl(Work, ModuleWay.Plugin).PlayTasksAsync((proxy, Arguments(("url", Elsewhere))));
        Assert.That((string?)play.FirstResult["action"], Is.EqualTo("created"), play.Everything);
        Assert.That(
            Matomo.Requests.Select(request => request.Headers["Host"]),
            Is.Not.Empty.And.All.EqualTo("stats.example.org"),
            "requests that the stand-in got as a proxy");
        AssertKept(TokenFile);
    }

    [Test]
    public async Task Environment_ProxyThatIsNotThere()
    {
        string[] files = ["refused", "excepted", "used"];
        JObject Asking(string file, bool usesProxies) =>
            Arguments(("token_file", Path.Combine(TokenDirectory, file)), ("use_proxy", usesProxies));
        var proxy = new JObject { ["http_proxy"] = DeadProxy, ["no_proxy"] = "" };
        var play = await new AnsibleControl(Work, ModuleWay.Plugin).PlayTasksAsync(
            (proxy, Asking(files[0], usesProxies: false)),
            (new JObject { ["http_proxy"] = DeadProxy, ["no_proxy"] = "127.0.0.1" }, Asking(files[1], usesProxies: true)),
            (proxy, Asking(files[2], usesProxies: true)));
        Assert.That(
            files.Select((_, task) => (string?)play.Result(task)["error_code"]),
            Is.EqualTo(new[] { null, null, "unreachable" }),
            play.Everything);
        Assert.That(Creations, Is.EqualTo(2));
    }

    /// <summary>
    /// Ansible itself insists on UTF-8 where it runs; the module's host need not have it. .NET heeds the name of a locale that is not
    /// installed as well.
    /// </summary>
    [Test]
    public async Task Environment_OtherLocale_EveryCharacterArrives()
    {
        string[] locales = ["C", "POSIX", "de_DE.ISO-8859-1", "ja_JP.SJIS"];
        string File(string locale) => Path.Combine(TokenDirectory, $"Schlüssel 東京 {locale}.token");
        var missing = Path.Combine(TokenDirectory, "fehlt-für-東京", "a.token");
        var tasks = locales.SelectMany(locale =>
        {
            var environment = new JObject { ["LC_ALL"] = locale, ["LANG"] = locale };
            var asked = Arguments(("description", $"{Umlauts} {locale}"), ("token_file", File(locale)));
            return new[] { (environment, asked), (environment, asked), (environment, Arguments(("token_file", missing))) };
        });
        var play = await new AnsibleControl(Work, ModuleWay.Plugin).PlayTasksAsync([.. tasks]);
        foreach (var (place, locale) in locales.Index())
        {
            var (first, second, refused) = (play.Result(3 * place), play.Result((3 * place) + 1), play.Result((3 * place) + 2));
            Assert.Multiple(() =>
            {
                Assert.That((string?)first["action"], Is.EqualTo("created"), play.Everything);
                Assert.That((string?)first["description"], Is.EqualTo($"{Umlauts} {locale}"));
                Assert.That((string?)first["token_file"], Is.EqualTo(File(locale)));
                Assert.That((bool?)second["changed"], Is.False, play.Everything);
                Assert.That((string?)refused["msg"], Does.Contain(missing), play.Everything);
            });
            AssertKept(File(locale));
        }

        Assert.That(
            Matomo.Tokens.Rows.Select(row => row.Description), Is.EquivalentTo(locales.Select(locale => $"{Umlauts} {locale}")));
    }

    [Test]
    public async Task NoLog_HidesEverything()
    {
        const string Playbook =
            """
            - hosts: localhost
              gather_facts: false
              tasks:
                - matomo_token: "{{ token }}"
                  no_log: true
                - matomo_token: "{{ refused }}"
                  no_log: true
            """;
        var variables = Variables(("return_token", true));
        variables["refused"] = Arguments(("password", "wrong-password"), ("token_file", Path.Combine(TokenDirectory, "none")));
        var play = await new AnsibleControl(Work, ModuleWay.Plugin) { Report = "default" }.RunAsync(Playbook, variables, "-vvv", "--diff");
        Assert.That(play.ExitCode, Is.EqualTo(2), play.Everything);
        Assert.That(play.Output.Split("censored"), Has.Length.AtLeast(3), play.Output);
        Assert.That(play.Output, Does.Not.Contain("End to end").And.Not.Contain("authentication_failed"));
        AssertNoLeak(play, await File.ReadAllTextAsync(TokenFile));
    }

    /// <summary>
    /// ANSIBLE_KEEP_REMOTE_FILES leaves the module and <c>args</c>, which Ansible wrote: the password is in there, as in any module's.
    /// Nothing else of the run holds one, and with the two the run can be repeated by hand.
    /// </summary>
    [Test]
    public async Task KeepRemoteFiles_OnlyAnsiblesOwn_AndTheyRun()
    {
        var control = new AnsibleControl(Work, ModuleWay.Plugin)
        {
            Settings = new Dictionary<string, string> { ["ANSIBLE_KEEP_REMOTE_FILES"] = "1" },
        };
        var play = await control.PlayAsync(Playbooks.OneToken, Variables(), "-vvv", "--diff");
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        Assert.That((string?)play.FirstResult["action"], Is.EqualTo("created"), play.Everything);
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
    public async Task RemoteTmpWithBlanks([Values(ModuleWay.Library, ModuleWay.Plugin)] ModuleWay way)
    {
        var control = new AnsibleControl(Work, way)
        {
            Settings = new Dictionary<string, string> { ["ANSIBLE_REMOTE_TEMP"] = Path.Combine(Work, "with blanks", "in both of them") },
        };
        var variables = Playbooks.Variables([Arguments(), Arguments()]);
        var outcome = await control.RunAsync(Playbooks.Tasks(2), variables, "-vvv", "--diff");
        var play = new Play(outcome);
        Assert.That((string?)play.FirstResult["action"], Is.EqualTo("created"), play.Everything);
        AssertKept(TokenFile);
        Assert.That((string?)play.Result(1)["action"], Is.EqualTo("none"), play.Everything);
        AssertNoLeak(outcome, await File.ReadAllTextAsync(TokenFile));
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

    private JObject Variables(params (string Option, JToken? Value)[] others) => new() { ["token"] = Arguments(others) };
}
