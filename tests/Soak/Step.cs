using Matomo.TestDatabase;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace Soak;

/// <summary>One task, run in check mode, in earnest and a second time, and held to what every run promises.</summary>
internal sealed class Step(Site site, JObject task)
{
    private static readonly string[] Told = ["action", "changed", "failed", "error_code"];

    public JObject Task => task;

    private MatomoDatabase Database => site.Database;

    private string? File => Path.GetFileName((string?)task["token_file"]);

    private bool IsAbsent => (string?)task["state"] == "absent";

    private bool IsAlwaysNew => (string?)task["recreate"] == "always";

    /// <summary>Runs it.</summary>
    /// <returns>What it did: the action, or the error code.</returns>
    /// <exception cref="LossException">A promise was broken.</exception>
    public async Task<string> RunAsync()
    {
        var (rows, files, known) = (site.Rows, site.Files(), KnownHashes());
        var foreseen = await AnswerAsync(checkMode: true);
        AssertSame(rows, site.Rows, "check mode changed rows");
        AssertSame(files, site.Files(), "check mode changed files");
        var answer = await AnswerAsync(checkMode: false);
        foreach (var name in Told.Where(name => !JToken.DeepEquals(foreseen[name], answer[name])))
            throw new LossException($"check mode foresaw {name} {foreseen[name]}, and it was {answer[name]}: {answer}");

        if ((string?)answer["error_code"] is { } code)
        {
            AssertSame(rows, site.Rows, $"{code}, and rows were changed");
            AssertSame(files, site.Files(), $"{code}, and files were changed");
            return $"were refused: {code}";
        }

        AssertOthersUntouched(rows, known);
        AssertFileAndRowAgree(answer);
        if (!IsAlwaysNew)
            await site.FindNothingToDoAsync(Next(answer), "the second run");

        return $"ended in {answer["action"]}";
    }

    // The application that has the known value takes the new one.
    private JObject Next(JObject answer)
    {
        var next = (JObject)task.DeepClone();
        if (File is null && next.ContainsKey("known_token") && (string?)answer["token_auth"] is { } value)
            next["known_token"] = value;

        return next;
    }

    private static void AssertSame<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, string loss)
    {
        if (!before.SequenceEqual(after))
            throw new LossException($"{loss}: {string.Join(", ", before.Except(after))} became {string.Join(", ", after.Except(before))}");
    }

    private async Task<JObject> AnswerAsync(bool checkMode)
    {
        var outcome = await site.RunAsync(task, checkMode);
        site.Tell(checkMode ? "check mode" : "the run", outcome);
        if ((string?)outcome.Json["error_code"] == "internal_error")
            throw new LossException("internal_error");

        return outcome.Json;
    }

    // Of the values that the run is given.
    private HashSet<string> KnownHashes()
    {
        string?[] values = [(string?)task["token_auth"], (string?)task["known_token"], File is null ? null : site.ValueIn(File)];
        return [.. values.OfType<string>().Select(Database.Hash)];
    }

    private bool IsOfGroup(TokenRecord row) => row.Login == (string?)task["login"] && row.Description == (string?)task["description"];

    private void AssertOthersUntouched(IReadOnlyList<TokenRecord> before, HashSet<string> known)
    {
        var after = site.Rows.ToDictionary(row => row.Id);
        var changed = before.Where(row => after.GetValueOrDefault(row.Id) != row && !known.Contains(row.Password)).ToList();
        if (changed.Any(row => !IsOfGroup(row)))
            throw new LossException($"rows of others were changed: {string.Join(", ", changed)}");

        // Its own head may be brought into line. All of the group may be ended when the task says so.
        if (IsAbsent || (bool?)task["revoke_others"] == true)
            return;

        if (changed.Count > 1 || changed.Any(row => !after.ContainsKey(row.Id)))
            throw new LossException($"tokens of unknown value were changed: {string.Join(", ", changed)}");
    }

    private void AssertFileAndRowAgree(JObject answer)
    {
        if (site.PendingFiles() is { Count: > 0 } pending)
            throw new LossException($"left behind: {string.Join(", ", pending)}");

        if (File is null)
            return;

        var value = site.ValueIn(File);
        if (IsAbsent)
        {
            if (value is not null || System.IO.File.Exists(site.FileOf(File)))
                throw new LossException($"the token file is still there: {answer}");

            return;
        }

        var row = value is null ? null : site.Rows.SingleOrDefault(row => row.Password == Database.Hash(value));
        if (row is null || !IsOfGroup(row) || !Site.IsLive(row))
            throw new LossException($"the file holds {value ?? "nothing"}, and its row is {row}");

        AssertNoteAndRowAgree(row);
    }

    private void AssertNoteAndRowAgree(TokenRecord row)
    {
        var path = site.FileOf(File + ".json");
        if (!System.IO.File.Exists(path) && site.MissingNotes.Contains(path))
            return;

        site.MissingNotes.Remove(path);
        if (!System.IO.File.Exists(path))
            throw new LossException("there is no note beside the token file");

        var expires = (DateTime?)JObject.Parse(System.IO.File.ReadAllText(path))["expires_at"];
        if (expires != row.DateExpired)
            throw new LossException($"the note says that the token expires at {expires}, and the row {row.DateExpired}");
    }
}
