namespace Matomo.TestDatabase.Tables;

/// <summary>The tables that matter for tokens, after core/Db/Schema/Mysql.php of the versions.</summary>
internal static class TableDefinitions
{
    /// <summary>Without prefix; those of <paramref name="tables"/> that a store reads or writes.</summary>
    public static IReadOnlyList<string> Names(MatomoTables tables) => tables == MatomoTables.Matomo3
        ? ["user", "access", "option"]
        : ["user", "access", "option", "user_token_auth"];

    public static string DatabaseOptions(MatomoTables tables) => tables == MatomoTables.Matomo3
        ? "DEFAULT CHARACTER SET utf8mb3"
        : "DEFAULT CHARACTER SET utf8mb4";

    // The collation is the server's own for the character set, as in a new Matomo: utf8mb4_general_ci, utf8mb4_uca1400_ai_ci or
    // utf8mb4_0900_ai_ci.
    public static string Options(MatomoTables tables) => tables == MatomoTables.Matomo3
        ? "ENGINE=InnoDB DEFAULT CHARSET=utf8mb3"
        : "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 ROW_FORMAT=DYNAMIC";

    public static string Columns(MatomoTables tables, string name) => (name, tables) switch
    {
        ("user", MatomoTables.Matomo3) => User3,
        ("user", MatomoTables.Matomo4) => User("", ""),
        ("user", MatomoTables.Matomo5) => User(ChangesShown, ""),
        ("user", _) => User(ChangesShown, Seen),
        ("access", _) => Access,
        ("option", MatomoTables.Matomo3) => Option(nameLength: 255),
        ("option", _) => Option(nameLength: 191),
        (_, MatomoTables.Matomo4) => Token("", ""),
        (_, MatomoTables.Matomo5) => Token(SecureOnly, ""),
        _ => Token(SecureOnly, Notified),
    };

    private const string User3 = """
        login VARCHAR(100) NOT NULL,
        password VARCHAR(255) NOT NULL,
        alias VARCHAR(45) NOT NULL,
        email VARCHAR(100) NOT NULL,
        twofactor_secret VARCHAR(40) NOT NULL DEFAULT '',
        token_auth CHAR(32) NOT NULL,
        superuser_access TINYINT(2) unsigned NOT NULL DEFAULT '0',
        date_registered TIMESTAMP NULL,
        ts_password_modified TIMESTAMP NULL,
        PRIMARY KEY (login),
        UNIQUE KEY uniq_keytoken (token_auth)
        """;

    private const string ChangesShown = "ts_changes_shown TIMESTAMP NULL,";

    private const string Seen = "ts_last_seen TIMESTAMP NULL, ts_inactivity_notified TIMESTAMP NULL,";

    private const string SecureOnly = "secure_only TINYINT(2) unsigned NOT NULL DEFAULT '0',";

    private const string Notified = """
        ts_rotation_notified DATETIME NULL,
        ts_expiration_warning_notified DATETIME NULL,
        scope VARCHAR(60) NOT NULL DEFAULT 'all',
        """;

    private const string Access = """
        idaccess INTEGER(10) UNSIGNED NOT NULL AUTO_INCREMENT,
        login VARCHAR(100) NOT NULL,
        idsite INTEGER UNSIGNED NOT NULL,
        access VARCHAR(50) NULL,
        PRIMARY KEY (idaccess),
        INDEX index_loginidsite (login, idsite)
        """;

    private static string User(string since5, string later) => $"""
        login VARCHAR(100) NOT NULL,
        password VARCHAR(255) NOT NULL,
        email VARCHAR(100) NOT NULL,
        twofactor_secret VARCHAR(40) NOT NULL DEFAULT '',
        superuser_access TINYINT(2) unsigned NOT NULL DEFAULT '0',
        date_registered TIMESTAMP NULL,
        ts_password_modified TIMESTAMP NULL,
        idchange_last_viewed INTEGER UNSIGNED NULL,
        invited_by VARCHAR(100) NULL,
        invite_token VARCHAR(191) NULL,
        invite_link_token VARCHAR(191) NULL,
        invite_expired_at TIMESTAMP NULL,
        invite_accept_at TIMESTAMP NULL,
        {since5}
        {later}
        PRIMARY KEY (login),
        UNIQUE INDEX uniq_email (email)
        """;

    private static string Token(string since5, string later) => $"""
        idusertokenauth BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
        login VARCHAR(100) NOT NULL,
        description VARCHAR(100) NOT NULL,
        password VARCHAR(191) NOT NULL,
        hash_algo VARCHAR(30) NOT NULL,
        system_token TINYINT(1) NOT NULL DEFAULT 0,
        last_used DATETIME NULL,
        date_created DATETIME NOT NULL,
        date_expired DATETIME NULL,
        {since5}
        {later}
        PRIMARY KEY (idusertokenauth),
        UNIQUE KEY uniq_password (password)
        """;

    private static string Option(int nameLength) => $"""
        option_name VARCHAR({nameLength}) NOT NULL,
        option_value LONGTEXT NOT NULL,
        autoload TINYINT NOT NULL DEFAULT '1',
        PRIMARY KEY (option_name),
        INDEX autoload (autoload)
        """;
}
