using System.Text.Json;

namespace MatomoToken.Tests;

/// <summary>Marked secrets under the name of each option that holds one, in its place and in others, in both modules.</summary>
public class SecretOptionsTest
{
    private const string Marked = "s3cr3t-Marked-6d1f";

    private static readonly string[] Modules = ["matomo_token", "matomo_token_info"];

    private static IEnumerable<string> Names => TokenOptions.Spec.Options.Concat(InfoOptions.Spec.Options)
        .Where(option => option.NoLog).Select(option => option.Name).Distinct();

    [Test]
    public Task NoSecretIsShown([ValueSource(nameof(Names))] string name, [ValueSource(nameof(Modules))] string module) =>
        AssertHiddenAsync(module, name, Marked);

    [Test]
    public async Task NoSecretIsShown_Misspelt([ValueSource(nameof(Names))] string name, [ValueSource(nameof(Modules))] string module)
    {
        await AssertHiddenAsync(module, name[1..], Marked);
        await AssertHiddenAsync(module, name.ToUpperInvariant(), Marked);
        await AssertHiddenAsync(module, name + "s", new[] { Marked });
    }

    [Test]
    public Task NoPartOfAUrlIsShown(
        [Values($"https://bob:{Marked}@h/", $"https://h/?token_auth={Marked}", $"https://h/#{Marked}", $"{Marked}@h")] string url,
        [ValueSource(nameof(Modules))] string module) => AssertHiddenAsync(module, TokenOptions.Url, url);

    [Test]
    public Task NoHeaderIsShown(
        [Values("Authorization", "Cookie", "X-Api-Key", "X-Odd")] string name, [ValueSource(nameof(Modules))] string module) =>
        AssertHiddenAsync(module, TokenOptions.Headers, new Dictionary<string, string> { [name] = $"Bearer {Marked}" });

    private static async Task AssertHiddenAsync(string module, string name, object value)
    {
        var option = new Dictionary<string, object?> { [name] = value };
        await AssertHiddenAsync(module, option);
        await AssertHiddenAsync(module, new Dictionary<string, object?>(option) { ["timeout"] = "soon" });
        await AssertHiddenAsync(module, new Dictionary<string, object?> { ["tokens"] = new[] { option } });
        await AssertHiddenAsync(module, new Dictionary<string, object?> { ["nonsense"] = new[] { option } });
    }

    private static async Task AssertHiddenAsync(string module, Dictionary<string, object?> arguments)
    {
        var task = new Dictionary<string, object?>(arguments) { ["_ansible_module_name"] = module, ["_ansible_verbosity"] = 3 };
        task.TryAdd("use_proxy", false);
        task.TryAdd("url", "http://127.0.0.1:1/");
        var answer = await Site.Raw(JsonSerializer.Serialize(task));
        Assert.That(answer.ExitCode, Is.EqualTo(1), answer.Text);
        Assert.That(answer.Text, Does.Not.Contain(Marked));
    }
}
