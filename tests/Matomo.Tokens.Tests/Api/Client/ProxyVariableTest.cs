using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Api.Tokens;

namespace Matomo.Tokens.Tests.Api.Client;

/// <summary>Nothing else in this assembly reads these variables.</summary>
[NonParallelizable]
public class ProxyVariableTest
{
    private static readonly string[] Names =
        ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

    private readonly Dictionary<string, string?> _before = Names.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    [SetUp]
    public void Clear() => Set(name => null);

    [TearDown]
    public void Restore() => Set(name => _before[name]);

    [TestCase("proxy.example.org")]
    [TestCase("proxy.example.org:3128")]
    [TestCase("http://proxy.example.org:3128/")]
    [TestCase("http://user:p#s/s@w@proxy.example.org:3128")]
    [TestCase("socks5://[2001:db8::1]:1080")]
    [TestCase("HTTPS://proxy.example.org")]
    public void Address_IsFine(string value) => Assert.That(NameFor("https_proxy", value), Is.Null);

    [Test]
    public void Other_IsNamed(
        [Values("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")] string name,
        [Values("http://", "http://:3128", "http://u:p@", "x.org:port", "http://x.org:99999", "ftp://x.org", "x y")] string value) =>
        Assert.That(NameFor(name, value), Is.EqualTo(name));

    [Test]
    public void Store_WarnsWithoutQuotingIt()
    {
        Environment.SetEnvironmentVariable("https_proxy", "http://user:marked@");
        var options = new ApiOptions { Url = new Uri("https://stats.example.org/") };
        using var store = new ApiTokenStore(options, TimeProvider.System);
        using var direct = new ApiTokenStore(options with { UseProxy = false }, TimeProvider.System);
        Assert.That(store.Warnings, Has.One.Contains("https_proxy").And.None.Contains("marked"));
        Assert.That(direct.Warnings, Is.Empty);
    }

    private static string? NameFor(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        return ProxyVariable.NameOfMalformed(new Uri("https://stats.example.org/"));
    }

    private static void Set(Func<string, string?> value)
    {
        foreach (var name in Names)
            Environment.SetEnvironmentVariable(name, value(name));
    }
}
