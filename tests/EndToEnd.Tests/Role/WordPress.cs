using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Role;

/// <summary>A WordPress that is none: <c>wordpress.php</c> stands in for it, in which the PHP of the role really runs.</summary>
internal sealed class WordPress
{
    public const string Mode = "wp-piwik_global-piwik_mode";
    public const string Url = "wp-piwik_global-piwik_url";
    public const string Token = "wp-piwik_global-piwik_token";
    public const string TrackMode = "wp-piwik_global-track_mode";
    public const string SiteId = "wp-piwik-site_id";

    private readonly string _state;

    public WordPress(string directory, string? plugin, params string[] sites)
    {
        Path = Directory.CreateDirectory(directory).FullName;
        _state = System.IO.Path.Combine(Path, "wp-stand-in.json");
        Write("wp-load.php", $"<?php define('ABSPATH', __DIR__ . '/'); require '{Folder}/wordpress.php';");
        Write("wp-admin/includes/plugin.php", "");

        State = new JObject
        {
            ["plugin"] = plugin,
            ["sites"] = new JObject(sites.Select(site => new JProperty(site, new JObject()))),
            ["network"] = new JObject(),
        };
    }

    /// <summary>What stands in for WP-CLI.</summary>
    public static string Cli => Folder + "/wp";

    public string Path { get; }

    public JObject State
    {
        get => JObject.Parse(File.ReadAllText(_state));
        set => File.WriteAllText(_state, value.ToString());
    }

    public JObject Network => (JObject)State["network"]!;

    /// <summary>The arguments of every call, one call a line.</summary>
    public IReadOnlyList<string> Calls => [.. (State["calls"] ?? new JArray()).Select(call => string.Join(' ', call.Values<string>()))];

    private static string Folder => Repository.PathOf("tests/EndToEnd.Tests/Role");

    public JObject Site(string url) => (JObject)State["sites"]![url]!;

    /// <summary>What a page sees, whose object cache the command line does not share.</summary>
    public string? OnPage(string url, string option)
    {
        var state = State;
        var cache = state["cache"] as JObject ?? [];
        state["cache"] = cache;
        cache[option] ??= Site(url)[option];
        State = state;
        return (string?)cache[option];
    }

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

    private void Write(string name, string content)
    {
        var file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }
}
