using System.Text.Json.Nodes;
using Matomo.Tokens.Configuration;
using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Tests.Configuration;

/// <summary>What real installations wrote into <c>config.ini.php</c> is read as they read it back.</summary>
[TestFixtureSource(nameof(Recordings))]
public class RecordedFilesTest(string recording)
{
    private const string Rest = "[database]\nusername = \"matomo\"\n\n[General]\nenable_installer = 0\n\n";

    private readonly string _directory = Directory.CreateTempSubdirectory("matomo_token-").FullName;

    public static IEnumerable<string> Recordings() => ["3.14.1", "4.16.1", "5.3.0-alpha", "5.8.0"];

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void Read_AsMatomoDoes()
    {
        var recorded = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recordings", $"ini-{recording}.json"));
        var entries = JsonNode.Parse(recorded)!.AsArray();
        Assert.That(entries, Has.Count.GreaterThan(100));
        using (Assert.EnterMultipleScope())
        {
            foreach (var entry in entries)
                Assert.That(Read(entry!), Is.EqualTo(entry!["read_error"] is null ? Text(entry["read"]) : "refused"), entry.ToJsonString());
        }
    }

    private string Read(JsonNode entry)
    {
        var (section, key, written) = ((string)entry["section"]!, (string)entry["key"]!, (string)entry["written"]!);
        var text = (string?)entry["file"] ?? Rest.Replace($"[{section}]\n", $"[{section}]\n{written}\n", StringComparison.Ordinal);
        var path = Path.Combine(_directory, "config.ini.php");
        File.WriteAllText(path, text);
        try
        {
            var read = MatomoConfiguration.Read(path);
            return key switch
            {
                "host" => read.Host ?? "",
                "port" => read.Port ?? "",
                "password" => read.Password?.Reveal() ?? "",
                "tables_prefix" => read.TablesPrefix,
                "enable_ssl" => read.EnableSsl ? "1" : "0",
                "salt" => read.Salt?.Reveal() ?? "",
                _ => Text(IniReader.Read(path, text)[section][key]),
            };
        }
        catch (TokenException)
        {
            return "refused";
        }
    }

    private static string Text(IniValue value) => value.Entries is { } entries ? string.Join(" ", entries) : value.Text!;

    private static string Text(JsonNode? read) => read is JsonArray list ? string.Join(" ", list.Select(Text)) : read!.ToString();
}
