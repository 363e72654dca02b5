namespace Matomo.TestDatabase.Configuration;

/// <summary>config.ini.php as Matomo writes it: core/Config.php, core/Config/IniFileChain.php, and IniWriter.php of
/// matomo-org/component-ini.</summary>
internal static class ConfigurationText
{
    private const string Header = "; <?php exit; ?> DO NOT REMOVE THIS LINE\n"
        + "; file automatically generated or modified by Matomo; you can manually override the default values in global.ini.php by "
        + "redefining them in this file.\n";

    private const string Rest = """
        trusted_hosts[] = "stats.example.org"

        [PluginsInstalled]
        PluginsInstalled[] = "UsersManager"
        PluginsInstalled[] = "TwoFactorAuth"


        """;

    public static string Of(IEnumerable<KeyValuePair<string, string>> database, string salt)
    {
        var text = new StringBuilder(Header).Append("[database]\n");
        foreach (var (key, value) in database)
            Append(text, key, value);

        text.Append("\n[General]\n");
        Append(text, "salt", salt);
        return text.Append(Rest).ToString();
    }

    private static void Append(StringBuilder text, string key, string value) =>
        text.Append(key).Append(" = \"").Append(NamedEntities.Encode(value).Replace("$", "&#36;", StringComparison.Ordinal)).Append("\"\n");
}
