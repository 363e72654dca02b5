using Matomo.Tokens.Database.Connection;

namespace Matomo.Tokens.Database.Schema;

/// <summary>What the tables are like, and so which Matomo has them. Versions add columns: nothing is assumed that was not read.</summary>
internal sealed class MatomoSchema
{
    private static readonly string[] ReadColumns =
        ["idusertokenauth", "login", "description", "system_token", "last_used", "date_created", "date_expired"];

    private static readonly string[] TokenColumns = [.. ReadColumns, "password", "hash_algo"];

    /// <summary>Matomo 3: each user has one plain value, in the user table.</summary>
    public bool OneValuePerUser { get; private init; }

    /// <summary>Matomo 5: tokens may be valid in POST bodies only.</summary>
    public bool HasSecureOnly { get; private init; }

    /// <summary>Later than 5.2: rows note that the user was told of the coming end, and must be told again when it moves.</summary>
    public bool HasExpirationWarning { get; private init; }

    /// <summary>The character set of descriptions; null in Matomo 3.</summary>
    public string? DescriptionCharacterSet { get; private init; }

    /// <summary>Whether the table's engine supports rollback.</summary>
    public bool IsTransactional { get; private init; }

    public StoreAbilities Abilities =>
        OneValuePerUser ? StoreAbilities.DatabaseOfMatomo3 : StoreAbilities.Database with { SetsSecureOnly = HasSecureOnly };

    /// <summary>The schema by the columns of the user table, and those of user_token_auth, which are none where there is no such table. If
    /// nothing will be written, the account needs no right on the column of the hashes, and no column is one too many.</summary>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.SchemaUnknown"/>: of no Matomo that is known.</exception>
    public static MatomoSchema Of(
        IReadOnlyList<Column> user, IReadOnlyList<Column> token, MatomoTables tables, bool isTransactional, bool readsOnly)
    {
        Require(tables.User, user, ["login", "email"]);
        var hasPlainValue = Find(user, "token_auth") is not null;
        if (token.Count == 0)
        {
            return hasPlainValue
                ? new MatomoSchema { OneValuePerUser = true, IsTransactional = isTransactional }
                : throw Unknown(
                    $"There is neither a table {tables.Token}, as of Matomo 4, nor a column token_auth in {tables.User}, as of 3");
        }

        if (hasPlainValue)
        {
            throw Unknown(
                $"There is a table {tables.Token}, and {tables.User} still has a column token_auth, "
                + "as in the middle of Matomo's update from 3 to 4");
        }

        Require(tables.Token, token, readsOnly ? ReadColumns : TokenColumns);
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
        string[] known = [.. TokenColumns, "secure_only"];
        if (token.FirstOrDefault(column => column.IsDemanded && !known.Contains(column.Name)) is { } unknown)
            throw Unknown($"The table {tables.Token} has a column {unknown.Name} that must be given, and what belongs there is not known");
    }

    private static Column? Find(IReadOnlyList<Column> columns, string name) =>
        columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static TokenException Unknown(string what) => new(
        TokenErrorCode.SchemaUnknown,
        $"{what}. This program knows the tables of Matomo 3, 4 and 5, and later ones that only add columns. Check the prefix, and whether "
        + "Matomo's update has ended (./console core:update); a newer matomo_token may know more. Nothing was changed.");

    /// <summary>A column, as information_schema tells it: an INSERT has to give one that is demanded, and only text has a character set.
    /// </summary>
    internal sealed record Column(string Name, bool IsNullable, bool IsDemanded, string? CharacterSet);
}
