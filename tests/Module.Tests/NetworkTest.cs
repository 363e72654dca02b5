using Tests.Network;

namespace MatomoToken.Tests;

public class NetworkTest
{
    [Test]
    public async Task NameThatDoesNotResolve_IsUnreachable()
    {
        await using var site = await Site.StartAsync();
        (await site.RunWithFileAsync(("url", "http://nonexistent.invalid/"))).IsFailure("unreachable", "nonexistent.invalid", "does not resolve", "DNS", "Nothing was sent");
        Assert.That(Directory.GetFileSystemEntries(site.Folder), Is.Empty);
    }

    [Test]
    public async Task RefusedConnection_IsUnreachable()
    {
        await using var site = await Site.StartAsync();
        var port = LocalServer.FreePort();
        (await site.RunWithFileAsync(("url", $"http://127.0.0.1:{port}/"))).IsFailure("unreachable", "127.0.0.1", $"{port}", "firewall", "Nothing was sent");
    }

    [Test]
    public async Task HandshakeWithoutAnswer_IsATimeoutBeforeSending()
    {
        await using var site = await Site.StartAsync();
        using var server = LocalServer.Silent();
        var answer = await site.RunWithFileAsync(("url", $"https://127.0.0.1:{server.Port}/"), ("timeout", 1));
        answer.IsFailure("timeout", "1 second", "Nothing was sent", "firewall");
        Assert.That(answer.Message, Does.Not.Contain("may have made"));
    }

    [Test]
    public async Task NotTls_IsTlsFailed()
    {
        await using var site = await Site.StartAsync();
        (await site.RunWithFileAsync(("url", $"https://127.0.0.1:{site.Matomo.Url.Port}/"))).IsFailure("tls_failed", "Nothing was sent");
        site.MadeNothing();
    }

    [Test]
    public async Task ServerGoneBetweenRuns_KeepsTheFile()
    {
        await using var site = await Site.StartAsync();
        await site.RunWithFileAsync();
        var value = File.ReadAllText(site.TokenFile);
        (await site.RunWithFileAsync(("url", $"http://127.0.0.1:{LocalServer.FreePort()}/"))).IsFailure("unreachable");
        Assert.That(File.ReadAllText(site.TokenFile), Is.EqualTo(value));
    }
}
