using Matomo.TestDatabase;

namespace Soak;

/// <summary>Does to rows and files what people and other programs may do between two runs.</summary>
internal sealed class Meddler(Site site, Random random)
{
    private MatomoDatabase Database => site.Database;

    private string Table => Database.Table("user_token_auth");

    /// <summary>Does one thing.</summary>
    /// <returns>What it was.</returns>
    public string Meddle() => random.Next(10) switch
    {
        0 => AddRow(),
        1 => OnARow("deletes", "DELETE FROM {0} WHERE idusertokenauth = ?"),
        2 => OnARow("ends", "UPDATE {0} SET date_expired = UTC_TIMESTAMP() - INTERVAL 1 DAY WHERE idusertokenauth = ?"),
        3 => OnARow("shortens", "UPDATE {0} SET date_expired = UTC_TIMESTAMP() + INTERVAL 5 DAY WHERE idusertokenauth = ?"),
        4 => OnARow("lengthens", "UPDATE {0} SET date_expired = NULL WHERE idusertokenauth = ?"),
        5 => OnARow("renames", "UPDATE {0} SET description = 'B' WHERE idusertokenauth = ?"),
        6 => OnARow("makes secure", "UPDATE {0} SET secure_only = 1 WHERE idusertokenauth = ?"),
        7 => OnAFile("empties", file => site.Put(file, "")),
        8 => OnAFile("writes another value into", file => site.Put(file, random.Of([.. RandomTask.Values, Site.NewValue(random)]))),
        _ => OnAFile("removes the note beside", site.RemoveNote),
    };

    private string AddRow()
    {
        var value = random.Of([.. RandomTask.Values, Site.NewValue(random)]);
        if (site.Rows.Any(row => row.Password == Database.Hash(value)))
            return "finds its value in use";

        DateTime? expires = random.OneIn(2) ? null : DateTime.UtcNow.AddDays(random.Next(-5, 60)).AddHours(1);
        return $"adds {Database.AddToken(random.Of(Site.Logins), value, random.Of(RandomTask.Descriptions), expires: expires)}";
    }

    private string OnARow(string verb, string statement)
    {
        if (site.Rows is not { Count: > 0 } rows)
            return "finds no row";

        var row = random.Of(rows);
        Database.Execute(string.Format(CultureInfo.InvariantCulture, statement, Table), row.Id);
        return $"{verb} row {row.Id}";
    }

    private string OnAFile(string verb, Action<string> change)
    {
        var file = random.Of(Site.Logins);
        change(file);
        return $"{verb} {file}'s file";
    }
}
