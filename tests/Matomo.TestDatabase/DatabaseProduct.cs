namespace Matomo.TestDatabase;

/// <summary>Which database server a <see cref="DatabaseServer"/> is.</summary>
public enum DatabaseProduct
{
    /// <summary>mariadbd, 10.5 or later.</summary>
    MariaDb,

    /// <summary>Oracle's mysqld, 8.4 or later.</summary>
    MySql,
}
