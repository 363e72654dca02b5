using Ansible.Modules;
using Ansible.Modules.Arguments;
using FsCheck;
using FsCheck.Fluent;
using Tests.Conformance;

namespace MatomoToken.Tests.Fuzzing;

/// <summary>Generates arguments files: a task that is right, with some options changed, and in some of them the text damaged.</summary>
/// <remarks>What names a host or a file that is written to comes from here alone, and stands in a placeholder until the text has been
/// damaged: no run speaks to another machine, or writes anywhere but below its own folder.</remarks>
internal sealed class FuzzArguments
{
    /// <summary>Part of every secret.</summary>
    public const string Marker = "deadbee";

    /// <summary>The value of a token that is live.</summary>
    public const string LiveValue = "b0b0b0b0b0b0b0b0b0b0b0b0deadbee2";

    // Longer than what is damaged, so that no path leads to another directory.
    private const string Folder = "@FOLDER@/directory-of-the-fuzz-test-and-nothing-else";
    private const string Url = "@URL@";
    private const int PoolSize = 300;
    private const ulong PoolSeed = 20261127;

    private const string FirstValue = "a0a0a0a0a0a0a0a0a0a0a0a0deadbee1";

    private static readonly string[] Secrets =
        ["password-deadbee", "it's \\\"deadbee\\\" ü", FirstValue, LiveValue, "DEADBEEZ", "918273"];

    private static readonly string[] ApiTasks =
    [
        $$"""
        "token_file": "{{Folder}}/token1", "use_proxy": false
        """,
        $$"""
        "known_token": "{{LiveValue}}", "recreate": "always"
        """,
        $$"""
        "token_auth": "{{FirstValue}}"
        """,
        $$"""
        "tokens": [{"token_file": "{{Folder}}/token4"}, {"login": "bob", "password": "another-deadbee", "known_token": "{{LiveValue}}"}]
        """,
    ];

    private static readonly string[] DatabaseTasks =
    [
        $$"""
        "token_file": "{{Folder}}/token2"
        """,
        """
        "expires_in": "90d", "renew_before": "14d", "return_token": false
        """,
        $$"""
        "tokens": [{"token_file": "{{Folder}}/token3"}, {"login": "bob", "token_auth": "{{FirstValue}}"}]
        """,
        $$"""
        "state": "absent", "token_file": "{{Folder}}/token1"
        """,
        """
        "config_file": null, "db_socket": "/nowhere", "db_name": "m", "db_user": "m", "db_password": "a-deadbee", "salt": "salt-deadbee"
        """,
    ];

    private static readonly string[] Tasks =
    [
        .. ApiTasks.Select(task => $$"""{"url": "{{Url}}", "login": "alice", "password": "a-deadbee", "description": "WP", {{task}}}"""),
        .. DatabaseTasks.Select(task => $$"""{"config_file": "{{Folder}}", "login": "alice", "description": "WP", {{task}}}"""),
    ];

    private static readonly string[] InfoTasks =
    [
        $$"""{"config_file": "{{Folder}}", "unused_for": "180d", "system": false}""",
        $$"""{"config_file": "{{Folder}}", "logins": ["alice", "bob"], "description": "WP"}""",
        $$"""{"config_file": "{{Folder}}", "db_password": "password-deadbee", "salt": "salt-deadbee", "token_auth": "{{FirstValue}}"}""",
        $$"""{"url": "{{Url}}", "use_proxy": false, "token_auth": "{{FirstValue}}"}""",
        $$"""{"url": "{{Url}}", "use_proxy": false, "token_file": "{{Folder}}/kept"}""",
    ];

    private static readonly string[] Settings =
    [
        "\"_ansible_check_mode\": true", "\"_ansible_check_mode\": \"perhaps\"", "\"_ansible_diff\": true", "\"_ansible_no_log\": true",
        "\"_ansible_verbosity\": 4", "\"_ansible_debug\": true", "\"_ansible_string_conversion_action\": \"error\"",
        "\"_ansible_module_name\": \"a.b.matomo_token\"", "\"_ansible_version\": \"2.22.0\"", "\"_ansible_keep_remote_files\": true",
        "\"_ansible_unknown\": {}",
    ];

    /// <summary>Values of options that are written here alone, and of those for which generated ones are hardly ever right.</summary>
    private static readonly Dictionary<string, string[]> Written = new()
    {
        [TokenOptions.Url] =
        [
            $"\"{Url}\"", $"\"{Url}\"", "\"ftp://127.0.0.1/\"", "\"\"", "null", "{}", "7",
            "\"http://127.0.0.1:99999/\"", "\"http://web:web-deadbee@127.0.0.1:1/\"", "\"web:web-deadbee@127.0.0.1:1/\"",
            "\"http://127.0.0.1:1/?token_auth=query-deadbee\"", "\"http://127.0.0.1:1/#fragment-deadbee\"",
        ],
        [TokenOptions.TokenFile] =
        [
            $"\"{Folder}/token1\"", $"\"{Folder}/token2\"", $"\"{Folder}/token3\"", $"\"{Folder}/foreign\"",
            $"\"{Folder}/no/token\"", $"\"{Folder}\"", "\"\"", "null", "[]", $"\"{Folder}/\\u0000\"", $"\"{Folder}/ü 'x'\"",
        ],
        [TokenOptions.ConfigFile] =
        [
            $"\"{Folder}\"", $"\"{Folder}/config/config.ini.php\"", $"\"{Folder}/foreign\"", "\"/nowhere\"", "null", "\"\"", "{}",
        ],
        [TokenOptions.DbHost] = ["\"127.0.0.1\"", "\"localhost\"", "\"\"", "null", "[1]"],
        [TokenOptions.DbSocket] = [$"\"{Folder}/no-socket\"", "\"/nowhere\"", "null", "true"],
        [TokenOptions.DbPort] = ["1", "\"1\"", "0", "65536", "null"],
        [TokenOptions.Login] = ["\"alice\"", "\"bob\"", "\"alice@example.org\"", "\" carol \"", "12"],
        [TokenOptions.Description] = ["\"WP\"", "\"a &amp; b\"", "\"日本\"", "5"],
        [TokenOptions.ExpiresAt] = ["\"2099-01-01\"", "\"2099-01-01T12:00:00Z\"", "\"never\"", "\"2001-01-01\""],
        [TokenOptions.ExpiresIn] = ["\"90d\"", "\"12h\"", "\"2w\"", "\"0d\"", "90"],
        [TokenOptions.RenewBefore] = ["\"14d\"", "\"1h\"", "\"91d\""],
        [TokenOptions.Overlap] = ["\"1h\"", "\"1d\""],
        [TokenOptions.Mode] = ["\"0640\"", "384", "\"u=rw,g=r\"", "\"0999\""],
        [TokenOptions.Owner] = ["\"root\"", "0"],
        [TokenOptions.Group] = ["\"root\"", "\"0\""],
        [TokenOptions.UseProxy] = ["false", "\"no\""],
        [TokenOptions.Timeout] = ["1", "\"5\"", "0"],
        [TokenOptions.Headers] =
        [
            "{\"X-A\": \"b\"}", "\"X-A=b\"", "{\"Authorization\": \"Basic header-deadbee\"}", "\"X-A=header-deadbee\"",
            "{\"X-A\": [\"element-deadbee\"]}",
        ],
        [InfoOptions.UnusedFor] = ["\"180d\"", "\"26w\"", "\"x\""],
        [InfoOptions.ExpiresWithin] = ["\"14d\"", "\"2w\""],
        [InfoOptions.Logins] = ["[\"alice\"]", "\"alice,bob\"", "[]"],
    };

    /// <summary>The options of which no generated value is taken: a host, or a file that is written to. PlainHttpTest is the first to use a
    /// proxy.</summary>
    private static readonly string[] OnlyWritten =
        [TokenOptions.Url, TokenOptions.TokenFile, TokenOptions.DbHost, TokenOptions.DbPort, TokenOptions.UseProxy, TokenOptions.Timeout];

    private static readonly string[] Pieces =
        ["{", "}", "[", "]", "\"", ",", ":", "\\u0000", "\\ud800", "1e999", "NaN", "null", "'", "\n", "\\"];

    private readonly (string Name, string[] Values)[] _options;
    private readonly (string Name, string[] Values)[] _ofEntry;
    private readonly string[] _tasks;

    private FuzzArguments(ArgumentSpec spec, string[] tasks, string module)
    {
        Spec = spec;
        _tasks = [.. tasks.Select(task => $$"""{"_ansible_module_name": "{{module}}", {{task[1..^1]}}""")];
        _options = [.. spec.Options.Where(option => !option.HoldsSuboptions).Select(Pool)];
        _ofEntry = [.. spec.Options.Where(option => option.HoldsSuboptions).SelectMany(option => option.Options!.Options).Select(Pool)];
    }

    public static FuzzArguments Token { get; } = new(TokenOptions.Spec, Tasks, "matomo_token");

    public static FuzzArguments Info { get; } = new(InfoOptions.Spec, InfoTasks, "matomo_token_info");

    public ArgumentSpec Spec { get; }

    /// <summary>One arguments file.</summary>
    /// <param name="random">Where chance comes from: the same again makes the same text.</param>
    /// <param name="folder">The run's own.</param>
    /// <param name="url">Where nothing listens.</param>
    public string Next(Random random, string folder, string url)
    {
        var text = new StringBuilder(Pick(random, _tasks));
        for (var changes = random.Next(5); changes > 0; changes--)
            text.Append(", ").Append(Change(random));

        text.Append('}');
        if (random.Next(6) == 0)
            Damage(random, text);

        return text.Replace("@FOLDER@", folder).Replace(Url, url).ToString();
    }

    /// <summary>An option once more: of two of the same name the last counts.</summary>
    private string Change(Random random) => random.Next(8) switch
    {
        0 => Pick(random, Settings),
        1 when _ofEntry.Length > 0 && random.Next(3) == 0 => $"\"tokens\": [{Several(random, () => Entry(random))}]",
        _ => Option(random, _options),
    };

    private string Entry(Random random) =>
        $$"""{"login": "user{{random.Next(3)}}", "description": "WP", {{Several(random, () => Option(random, _ofEntry))}}}""";

    private static string Several(Random random, Func<string> one) =>
        string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => one()));

    private static string Option(Random random, (string Name, string[] Values)[] options)
    {
        var (name, values) = options[random.Next(options.Length)];
        return $"\"{name}\": {Pick(random, values)}";
    }

    private static (string Name, string[] Values) Pool(ArgumentOption option)
    {
        var secrets = Gen.Elements(Secrets).Select(secret => $"\"{secret}\"");
        var written = option.NoLog
            ? [.. Secrets.Select(secret => $"\"{secret}\"")]
            : Written.GetValueOrDefault(option.Name) ?? [.. (option.Choices ?? []).Select(choice => $"\"{choice}\"")];
        if (OnlyWritten.Contains(option.Name))
            return (option.Name, written);

        // So that about half of them are right.
        var generated = Values.For(option with { NoLog = false }, _ => secrets).Sample(20, new Rnd(PoolSeed), PoolSize).ToArray();
        string[] impossible = option.Type == ArgumentType.Path ? ["\"/\\u0000\"", "\"/dev/null/x\""] : [];
        var often = Enumerable.Range(0, written.Length == 0 ? 0 : PoolSize).Select(number => written[number % written.Length]);
        return (option.Name, [.. impossible, .. often, .. generated]);
    }

    private static void Damage(Random random, StringBuilder text)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(5))
            {
                case 0:
                    text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at));
                    break;
                case 1:
                    text.Insert(at, (char)random.Next(1, 0x500));
                    break;
                case 2:
                    text[at] = (char)random.Next(0x20, 0x7f);
                    break;
                case 3:
                    text.Insert(at, Pick(random, Pieces));
                    break;
                default:
                    text.Length = at + 1;
                    break;
            }
        }
    }

    private static string Pick(Random random, string[] texts) => texts[random.Next(texts.Length)];
}
