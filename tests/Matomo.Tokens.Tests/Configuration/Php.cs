using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Matomo.Tokens.Tests.Configuration;

/// <summary>The original: what PHP itself makes of files and texts.</summary>
internal sealed class Php
{
    private Php(JsonNode answer)
    {
        Files = [.. answer["files"]!.AsArray()];
        Texts = [.. answer["texts"]!.AsArray().Select(text => Encoding.UTF8.GetString(Convert.FromBase64String((string)text!)))];
        Constants = [.. answer["constants"]!.AsArray().Select(name => (string)name!)];
    }

    /// <summary>For each file its sections, or <c>false</c>.</summary>
    public IReadOnlyList<JsonNode?> Files { get; }

    public IReadOnlyList<string> Texts { get; }

    public IReadOnlyList<string> Constants { get; }

    /// <param name="files">Bytes, one character each (Latin-1).</param>
    /// <param name="texts">Texts with HTML entities.</param>
    public static Php Read(IEnumerable<string> files, IEnumerable<string> texts)
    {
        var script = Path.Combine(TestContext.CurrentContext.TestDirectory, "Configuration", "reference.php");
        var start = new ProcessStartInfo("php", [script]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var php = Process.Start(start)!;
        php.StandardInput.Write(new JsonObject
        {
            // As Matomo does, and our parser.
            ["files"] = new JsonArray([.. files.Select(file => (JsonNode)Base64(Encoding.Latin1.GetBytes(file + "\n")))]),
            ["texts"] = new JsonArray([.. texts.Select(text => (JsonNode)Base64(Encoding.UTF8.GetBytes(text)))]),
        }.ToJsonString());
        php.StandardInput.Close();
        return new Php(JsonNode.Parse(php.StandardOutput.ReadToEnd())!);
    }

    public static string Base64(string latin1) => Base64(Encoding.Latin1.GetBytes(latin1));

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);
}
