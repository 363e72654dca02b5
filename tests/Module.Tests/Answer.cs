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

    public string? Backend => (string?)Json["backend"];

    public string? MatomoVersion => (string?)Json["matomo_version"];

    public string? Action => (string?)Json["action"];

    public string? Value => (string?)Json["token_auth"];

    public IReadOnlyList<string> Warnings => [.. (Json["warnings"] as JsonArray ?? []).Select(warning => (string)warning!)];

    /// <summary>The elements of <c>results</c>.</summary>
    public IReadOnlyList<JsonNode> Results => [.. Json["results"]!.AsArray().Select(result => result!)];

    public void IsSuccess(string action, bool changed)
    {
        IsSuccess(changed);
        Assert.That(Action, Is.EqualTo(action), Text);
    }

    public void IsSuccess(bool changed)
    {
        Assert.That(ExitCode, Is.Zero, Text);
        Assert.That(Changed, Is.EqualTo(changed), Text);
    }

    public void IsFailure(string code, params string[] words)
    {
        Assert.That(ExitCode, Is.EqualTo(1), Text);
        Assert.That(Code, Is.EqualTo(code), Text);
        foreach (var word in words)
            Assert.That(Message, Does.Contain(word));
    }
}
