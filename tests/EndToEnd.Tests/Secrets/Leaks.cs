namespace EndToEnd.Tests.Secrets;

/// <summary>What a test has seen printed and finds in files, to be searched for secrets in all their spellings.</summary>
/// <param name="directory">The directory whose files are searched; <c>input</c> below it is the test's own.</param>
/// <param name="tokenFile">The one file that may hold them.</param>
internal sealed class Leaks(string directory, string tokenFile)
{
    private readonly StringBuilder _seen = new();

    public void Saw(string text) => _seen.Append(text);

    /// <summary>Searches all that was seen and every file below the directory.</summary>
    public void AssertNone(IEnumerable<string> secrets)
    {
        var files = Directory.EnumerateFiles(
            directory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(path => path != tokenFile && !path.StartsWith(Path.Combine(directory, "input"), StringComparison.Ordinal))
            .ToList();
        var spellings = secrets.SelectMany(Spellings).Distinct().Select(text => (Text: text, Bytes: Encoding.UTF8.GetBytes(text))).ToList();
        var seen = _seen.ToString();
        Assert.Multiple(() =>
        {
            foreach (var (text, _) in spellings)
                Assert.That(Excerpt(seen, text), Is.Empty, $"output that holds {text}");

            // Some have megabytes: each is read once.
            foreach (var path in files)
            {
                var content = File.ReadAllBytes(path);
                var found = spellings.Where(spelling => content.AsSpan().IndexOf(spelling.Bytes) >= 0).Select(spelling => spelling.Text);
                Assert.That(found, Is.Empty, $"secrets in {path}");
            }
        });
    }

    private static string Excerpt(string text, string secret) => text.IndexOf(secret, StringComparison.Ordinal) is var at and >= 0
        ? text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 200)]
        : "";

    /// <summary>A secret as it is, and as JSON, URLs and basic authentication spell it.</summary>
    private static IEnumerable<string> Spellings(string secret) =>
    [
        secret,
        new Newtonsoft.Json.Linq.JValue(secret).ToString(Newtonsoft.Json.Formatting.None).Trim('"'),
        Uri.EscapeDataString(secret),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"web:{secret}")),
    ];
}
