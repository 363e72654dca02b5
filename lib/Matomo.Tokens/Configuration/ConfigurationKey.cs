namespace Matomo.Tokens.Configuration;

/// <summary>A key of Matomo's configuration.</summary>
/// <param name="Section">Its section: <c>database</c> or <c>General</c>.</param>
/// <param name="Name">The key as Matomo spells it, such as <c>dbname</c>.</param>
/// <param name="Option">The option that can supply it, such as <c>db_name</c>.</param>
public sealed record ConfigurationKey(string Section, string Name, string Option)
{
    /// <summary>The variable of the web server's environment that the plugin EnvironmentVariables takes it from, such as <c>MATOMO_DATABASE_DBNAME</c>.</summary>
    public string Variable => $"MATOMO_{Section}_{Name}".ToUpperInvariant();
}
