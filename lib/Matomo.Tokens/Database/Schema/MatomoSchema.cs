using Matomo.Tokens.Database.Connection;

namespace Matomo.Tokens.Database.Schema;

/// <summary>What the tables are like, and so which Matomo they are of. Versions add columns: nothing is assumed that was not read.</summary>
internal sealed class MatomoSchema
{
    private static readonly string[] ReadColumns =
    [
        "idusertokenauth", "login", "description", "system_token", "last_used", "date_created", "date_expired",
    ];

    private static readonly string[] TokenColumns = [.. ReadColumns, "password", "hash_algo"];

    private MatomoSchema()
    {
    }

    /// <summary>Matomo 3: each user has one plain value, in the user table.</summary>
    public bool OneValuePerUser { get; private init; }

    /// <summary>Matomo 5: tokens may be valid in POST bodies only.</summary>
    public bool HasSecureOnly { get; private init; }

    /// <summary>Later than 5.2: notes that the user was told of the coming end, and has to be told again when the end moves.</summary>
    public bool HasExpirationWarning { get; private init; }

    /// <summary>The character set of descriptions; null in Matomo 3.</summary>
    public string? DescriptionCharacterSet { get; private init; }

    /// <summary>Whether a change that fails can be undone.</summary>
    public bool IsTransactional { get; private init; }

    public StoreAbilities Abilities => OneValuePerUser
        ? StoreAbilities.DatabaseOfMatomo3
        : StoreAbilities.Database with { SetsSecureOnly = HasSecureOnly };

    /// <param name="user">The user table's columns.</param>
    /// <param name="token">Those of user_token_auth; empty where there is no such table.</param>
    /// <param name="tables">The names, for messages.</param>
    /// <param name="isTransactional">Whether the table that is written undoes.</param>
    /// <param name="readsOnly">Whether nothing will be written: then the account needs no right on the column of the hashes, and no column is one too many.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.SchemaUnknown"/>: of no Matomo that is known.</exception>
    public static MatomoSchema Of(IReadOnlyList<Column> user, IReadOnlyList<Column> token, MatomoTables tables, bool isTransactional, bool readsOnly)
    {
        Require(tables.UserName, user, ["login", "email"]);
        var hasPlainValue = Find(user, "token_auth") is not null;
        if (token.Count == 0)
        {
            return hasPlainValue
                ? new MatomoSchema { OneValuePerUser = true, IsTransactional = isTransactional }
                : throw Unknown($"There is no table {tables.TokenName}, and {tables.UserName} has no column token_auth: neither Matomo 4 or later nor Matomo 3");
        }

        if (hasPlainValue)
            throw Unknown($"There is a table {tables.TokenName}, and {tables.UserName} still has a column token_auth, as in the middle of Matomo's update from 3 to 4");

        Require(tables.TokenName, token, readsOnly ? ReadColumns : TokenColumns);
        if (!readsOnly)
            RefuseWhatIsDemanded(token, tables);

        return new MatomoSchema
        {
            HasSecureOnly = Find(token, "secure_only") is not null,
            HasExpirationWarning = Find(token, "ts_expiration_warning_notified") is { IsNullable: true },
            DescriptionCharacterSet = Find(token, "description")!.CharacterSet,
            IsTransactional = isTransactional,
        };
    }

    private static void Require(string table, IReadOnlyList<Column> columns, IReadOnlyList<string> names)
    {
        var missing = names.Where(name => Find(columns, name) is null).ToList();
        if (missing.Count > 0)
            throw Unknown($"The table {table} has no column {string.Join(", ", missing)}");
    }

    private static void RefuseWhatIsDemanded(IReadOnlyList<Column> token, MatomoTables tables)
    {
        if (token.FirstOrDefault(column => column.IsDemanded && !TokenColumns.Contains(column.Name) && column.Name != "secure_only") is { } unknown)
            throw Unknown($"The table {tables.TokenName} has a column {unknown.Name} that must be given, and what belongs there is not known");
    }

    private static Column? Find(IReadOnlyList<Column> columns, string name) =>
        columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static TokenException Unknown(string what) => new(
        TokenErrorCode.SchemaUnknown,
        $"{what}. This program knows the tables of Matomo 3, 4 and 5, and later ones that only add columns. Check the prefix, and whether Matomo's update has ended (./console core:update); a newer matomo_token may know more. Nothing was changed.");

    /// <summary>A column, as information_schema tells it.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="IsNullable">Whether it may be NULL.</param>
    /// <param name="IsDemanded">Whether an INSERT has to give it.</param>
    /// <param name="CharacterSet">Its character set; null for what is no text.</param>
    internal sealed record Column(string Name, bool IsNullable, bool IsDemanded, string? CharacterSet);
}
