using EndToEnd.Tests.Processes;
using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests.Role;

/// <summary>A WordPress, as far as the stand-in for WP-CLI knows it.</summary>
internal sealed class WordPress
{
    public const string Mode = "wp-piwik_global-piwik_mode";
    public const string Url = "wp-piwik_global-piwik_url";
    public const string Token = "wp-piwik_global-piwik_token";

    private readonly string _state;

    public WordPress(string directory, string? plugin, params string[] sites)
    {
        Path = Directory.CreateDirectory(directory).FullName;
        _state = System.IO.Path.Combine(Path, "wp-stand-in.json");
        File.WriteAllText(System.IO.Path.Combine(Path, "wp-load.php"), "");
        State = new JObject
        {
            ["plugin"] = plugin,
            ["sites"] = new JObject(sites.Select(site => new JProperty(site, new JObject()))),
            ["network"] = new JObject(),
        };
    }

    /// <summary>What stands in for WP-CLI.</summary>
    public static string Cli => System.IO.Path.Combine(Programs.Repository, "tests/EndToEnd.Tests/Role/wp");

    public string Path { get; }

    public JObject State
    {
        get => JObject.Parse(File.ReadAllText(_state));
        set => File.WriteAllText(_state, value.ToString());
    }

    public JObject Network => (JObject)State["network"]!;

    /// <summary>The arguments of every call, one call a line.</summary>
    public string Calls => string.Join('\n', (State["calls"] ?? new JArray()).Select(call => string.Join(' ', call.Values<string>())));

    public JObject Site(string url) => (JObject)State["sites"]![url]!;

    public void Set(string url, string option, string value)
    {
        var state = State;
        state["sites"]![url]![option] = value;
        State = state;
    }

    public void Set(string name, JToken value)
    {
        var state = State;
        state[name] = value;
        State = state;
    }
}
