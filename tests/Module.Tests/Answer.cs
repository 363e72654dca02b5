using System.Text.Json.Nodes;

namespace MatomoToken.Tests;

/// <summary>What a run of the module answered.</summary>
internal sealed record Answer(string Text, int ExitCode)
{
    private JsonNode? _document;

    public JsonNode Json => _document ??= JsonNode.Parse(Text)!;

    public string? Code => (string?)Json["error_code"];

    public string Message => (string?)Json["msg"] ?? "";

    public bool Changed => (bool)Json["changed"]!;

    public string? Action => (string?)Json["action"];

    public string? Value => (string?)Json["token_auth"];

    public IReadOnlyList<string> Warnings => [.. (Json["warnings"] as JsonArray ?? []).Select(warning => (string)warning!)];

    public void IsSuccess(string action, bool changed)
    {
        Assert.That(ExitCode, Is.Zero, Text);
        Assert.That((Action, Changed), Is.EqualTo((action, changed)), Text);
    }

    public void IsFailure(string code, params string[] words)
    {
        Assert.That((ExitCode, Code), Is.EqualTo((1, code)), Text);
        foreach (var word in words)
            Assert.That(Message, Does.Contain(word));
    }
}
