using Example;
using Matomo.StandIn;
using Matomo.TestDatabase;
using Matomo.Tokens;
using Matomo.Tokens.Errors;

namespace Matomo.Contract.Tests.Example;

/// <summary>The README of Matomo.Tokens shows a program that is compiled here, and does what it says.</summary>
[Category("Programs")]
public sealed class ReadmeTest
{
    private string _directory = "";

    private string TokenFile => Path.Combine(_directory, "token");

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("matomo_token-readme-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void Readme_ShowsTheExampleAsItIs() => Assert.That(
        File.ReadAllText(Repository.PathOf("lib/Matomo.Tokens/README.md")),
        Does.Contain($"```csharp\n{File.ReadAllText(Repository.PathOf("tests/Matomo.Contract.Tests/Example/ReportToken.cs"))}```\n"));

    [Test]
    public async Task Example_InDatabase_ChangesOnce()
    {
        using var server = DatabaseServer.Start();
        var matomo = server.CreateMatomo(MatomoTables.Matomo5);
        matomo.AddUser("alice");
        matomo.WriteConfiguration(_directory);
        var made = await ReportToken.KeepInDatabaseAsync(_directory, TokenFile);
        var kept = await ReportToken.KeepInDatabaseAsync(_directory, TokenFile);
        Assert.That((made.Action, kept.Action), Is.EqualTo((TokenAction.Created, TokenAction.None)));
        Assert.That(matomo.Tokens.Select(row => row.Password), Has.One.EqualTo(matomo.Hash(File.ReadAllText(TokenFile))));
    }

    [Test]
    public async Task Example_OverApi_ChangesOnce()
    {
        await using var matomo = await MatomoStandIn.StartAsync();
        var made = await ReportToken.KeepOverApiAsync(matomo.Url.ToString(), "alice-password", TokenFile);
        var kept = await ReportToken.KeepOverApiAsync(matomo.Url.ToString(), "alice-password", TokenFile);
        Assert.That((made.Action, kept.Action), Is.EqualTo((TokenAction.Created, TokenAction.None)));
        Assert.That(matomo.Tokens.Find(File.ReadAllText(TokenFile)), Is.Not.Null);
    }

    [Test]
    public async Task Example_WrongPassword_SaysSo()
    {
        await using var matomo = await MatomoStandIn.StartAsync();
        Assert.That(
            () => ReportToken.KeepOverApiAsync(matomo.Url.ToString(), "wrong", TokenFile),
            Throws.TypeOf<TokenException>().With.Property(nameof(TokenException.Code)).EqualTo(TokenErrorCode.AuthenticationFailed));
    }
}
