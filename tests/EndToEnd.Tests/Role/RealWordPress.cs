using Matomo.TestDatabase;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Role;

/// <summary>
/// WordPress as Debian has it, with its tables beside Matomo's, a stand-in for the plugin, and an object cache that the web uses and the
/// command line does not.
/// </summary>
internal sealed class RealWordPress
{
    private const string Account = "wordpress";

    private readonly MatomoDatabase _database;
    private readonly string _password = Guid.NewGuid().ToString("N");

    private RealWordPress(string directory, MatomoDatabase database)
    {
        _database = database;
        Path = Directory.CreateDirectory(directory).FullName;
    }

    public string Path { get; }

    /// <summary>Where its tables are.</summary>
    private string Tables => $"`{_database.Name}`.";

    public static async Task<RealWordPress> InstallAsync(string directory, MatomoDatabase database, string url)
    {
        var site = new RealWordPress(directory, database);
        database.Execute(
            $"CREATE USER '{Account}'@'localhost' IDENTIFIED BY ?; GRANT ALL ON {site.Tables}* TO '{Account}'@'localhost'", site._password);
        await File.WriteAllTextAsync(
            System.IO.Path.Combine(site.Path, "wp-load.php"),
            $"""
            <?php
            define('ABSPATH', '/usr/share/wordpress/');
            define('WP_CONTENT_DIR', '{Repository.Root}/tests/EndToEnd.Tests/Role/wp-content');
            define('CACHE_FILE', __DIR__ . '/cache');
            define('DB_NAME', '{database.Name}');
            define('DB_USER', '{Account}');
            define('DB_PASSWORD', '{site._password}');
            define('DB_HOST', 'localhost:{database.Server.Socket}');
            define('DB_CHARSET', 'utf8mb4');
            define('DB_COLLATE', '');
            define('DISABLE_WP_CRON', true);
            $table_prefix = 'wp_';
            require ABSPATH . 'wp-settings.php';
            """);
        await site.RunAsync(
            $"""
            define('WP_INSTALLING', true);
            define('WP_CLI', true);
            require 'wp-load.php';
            require ABSPATH . 'wp-admin/includes/upgrade.php';
            add_filter('pre_wp_mail', '__return_true');
            wp_install('Tests', 'admin', 'admin@example.org', true, '', wp_generate_password());
            update_option('home', '{url}');
            update_option('active_plugins', ['wp-piwik/wp-piwik.php']);
            """);
        return site;
    }

    /// <summary>The plugin's settings as a page sees them.</summary>
    public async Task<JObject> PageAsync() => JObject.Parse(await RunAsync(
        """
        require 'wp-load.php';
        $names = [
            'wp-piwik_global-piwik_mode', 'wp-piwik_global-piwik_url', 'wp-piwik_global-piwik_token', 'wp-piwik_global-track_mode',
            'wp-piwik-site_id',
        ];
        echo json_encode(array_combine($names, array_map('get_option', $names)));
        """));

    /// <summary>Takes from its account the right to change an option.</summary>
    public void MakeReadOnly() => _database.Execute(
        $"REVOKE ALL ON {Tables}* FROM '{Account}'@'localhost'; GRANT SELECT ON {Tables}* TO '{Account}'@'localhost'");

    private async Task<string> RunAsync(string code)
    {
        var outcome = await new Command(
            Programs.Php,
            "-d",
            "display_errors=stderr",
            "-r",
            $"$_SERVER += ['HTTP_HOST' => 'localhost', 'SERVER_PROTOCOL' => 'HTTP/1.1']; {code}")
        { WorkingDirectory = Path }.RunAsync();
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        return outcome.Output;
    }
}
