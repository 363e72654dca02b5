namespace Matomo.StandIn;

/// <summary>The database of an installation, whose tables are those of the version that is stood in for.</summary>
/// <param name="ConnectionString">For MySqlConnector; Matomo's own account will do.</param>
/// <param name="Prefix">As tables_prefix in config.ini.php; may be empty.</param>
public sealed record StandInDatabase(string ConnectionString, string Prefix);
