using Newtonsoft.Json.Linq;

namespace Soak;

/// <summary>A task for alice's one token file, what is there before, and how many rows there are when it is done.</summary>
internal sealed record Plan(string Name, Action<Site> Arrange, JObject Task, int Rows)
{
    private const string Login = "alice";
    private const string Description = "Soak";
    private const string File = "a.token";
    private const string Pending = ".a.token.matomo_token-new";
    private const string Old = "0123456789abcdef0123456789abcdef";
    private const string Vaulted = "fedcba9876543210fedcba9876543210";

    public static IReadOnlyList<Plan> All(Site site) =>
    [
        new("new file", _ => { }, Asking(site), 1),
        new("empty file", it => it.Put(File, ""), Asking(site, ("mode", "0640")), 1),
        new("value from the vault", _ => { }, Asking(site, ("token_auth", Old)), 1),
        new(
            "value from the vault where another was left",
            it => Give(it, expires: null, Pending),
            Asking(site, ("token_auth", Vaulted)),
            1),
        new("update", it => Give(it, expires: null), Asking(site, ("expires_in", "30d"), ("mode", "0640")), 1),
        new(
            "renewal",
            it => Give(it, DateTime.UtcNow.AddDays(5)),
            Asking(site, ("expires_in", "104d"), ("renew_before", "14d")),
            2),
        new("revocation", it => Give(it, expires: null), Asking(site, ("state", "absent")), 0),
    ];

    /// <summary>What holds in the end, whatever became of the first run.</summary>
    public async Task AssertMendedAsync(Site site)
    {
        await site.SucceedAsync(Task, "the next run");
        var rows = site.Rows;
        var value = site.ValueIn(File);
        var isLive = value is not null && rows.Any(row => row.Password == site.Database.Hash(value) && Site.IsLive(row));
        if (rows.Count != Rows)
            throw new LossException($"{rows.Count} rows instead of {Rows}: {string.Join(", ", rows)}");

        if (Rows == 0 ? value is not null : !isLive)
            throw new LossException($"the file holds {value ?? "nothing"}, the rows are {string.Join(", ", rows)}");

        if (site.PendingFiles() is { Count: > 0 } pending)
            throw new LossException($"left behind: {string.Join(", ", pending)}");

        await site.FindNothingToDoAsync(Task, "the run after the next");
    }

    private static JObject Asking(Site site, params (string Option, string Value)[] others)
    {
        var task = new JObject { ["login"] = Login, ["description"] = Description, ["token_file"] = site.FileOf(File) };
        foreach (var (option, value) in others)
            task[option] = value;

        return task;
    }

    private static void Give(Site site, DateTime? expires, string file = File)
    {
        site.Put(file, Old);
        site.Database.AddToken(Login, Old, Description, expires: expires);
    }
}
