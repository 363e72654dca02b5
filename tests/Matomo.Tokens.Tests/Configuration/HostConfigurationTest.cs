using Matomo.Tokens.Configuration;
using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Tests.Configuration;

/// <summary>Which of an installation's configurations is read: the one that Matomo reads for the host that it is asked by.</summary>
public class HostConfigurationTest
{
    private const string Standard = "config/config.ini.php";
    private const string Beside = "config/a.example.config.ini.php";
    private const string OfUser = "misc/user/a.example/config.ini.php";

    private string _root = "";

    [SetUp]
    public void MakeInstallation()
    {
        _root = Directory.CreateTempSubdirectory("matomo_token-").FullName;
        Write("config/common.config.ini.php", "[database]\nusername=common");
        Write("config/global.ini.php", "[database]\nadapter=global");
    }

    [TearDown]
    public void RemoveInstallation() => Directory.Delete(_root, recursive: true);

    [TestCase("a.example", Beside, Standard, Beside, OfUser)]
    [TestCase("a.example", OfUser, Standard, OfUser)]
    [TestCase("a.example", Standard, Standard, "config/b.example.config.ini.php", "misc/user/b.example/config.ini.php")]
    [TestCase("a.example", Standard, Standard, "config/A.EXAMPLE.config.ini.php", Description = "exactly, as the file system compares")]
    [TestCase("a.example", Beside, Beside, "config/b.example.config.ini.php")]
    [TestCase(
        "xn--mnchen-3ya.example",
        "config/xn--mnchen-3ya.example.config.ini.php",
        Standard,
        "config/xn--mnchen-3ya.example.config.ini.php")]
    [TestCase("127.0.0.1", "config/127.0.0.1.config.ini.php", Standard, "config/127.0.0.1.config.ini.php")]
    [TestCase("::1", Standard, Standard, "config/::1.config.ini.php", Description = "no valid file name")]
    [TestCase("::1", "misc/user/::1/config.ini.php", Standard, "misc/user/::1/config.ini.php")]
    [TestCase("_a.example", Standard, Standard, "config/_a.example.config.ini.php", Description = "no valid file name")]
    public void Read_OfHost(string host, string read, params string[] there)
    {
        WriteAll(there);
        using (Assert.EnterMultipleScope())
        {
            AssertRead(MatomoConfiguration.Read(_root, host: host), read);
            AssertRead(MatomoConfiguration.Read(Path.Combine(_root, "config") + "/", host: host), read);
        }
    }

    [Test]
    public void Read_OfHost_DirectoryOfAnotherName()
    {
        WriteAll("etc/config.ini.php", "etc/a.example.config.ini.php");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(MatomoConfiguration.Read(In("etc"), host: "a.example").Path, Is.EqualTo(In("etc/a.example.config.ini.php")));
            Assert.That(MatomoConfiguration.Read(In("etc"), host: "b.example").Path, Is.EqualTo(In("etc/config.ini.php")));
        }
    }

    [Test]
    public void Read_OfHost_OthersOnly()
    {
        WriteAll("config/b.example.config.ini.php", "misc/user/c.example/config.ini.php");
        Assert.That(
            Refusal(_root, "a.example"),
            Does.Contain("host a.example")
                .And.Contains(In("config/b.example.config.ini.php")).And.Contains(In("misc/user/c.example/config.ini.php")));
    }

    [TestCase(Standard)]
    [TestCase(Beside)]
    [TestCase(OfUser)]
    public void Read_WithoutHost_OnlyOne(string there)
    {
        WriteAll(there);
        WriteAll("misc/user/logo/logo.png");
        using (Assert.EnterMultipleScope())
        {
            AssertRead(MatomoConfiguration.Read(_root), there);
            AssertRead(MatomoConfiguration.Read(In("config")), there);
        }
    }

    [TestCase(Standard, Beside)]
    [TestCase(Standard, OfUser)]
    [TestCase(Beside, "config/b.example.config.ini.php")]
    [TestCase(Standard, Beside, OfUser)]
    public void Read_WithoutHost_Several(params string[] there)
    {
        WriteAll(there);
        using (Assert.EnterMultipleScope())
        {
            var files = string.Join(", ", there.Select(name => In(name)));
            foreach (var path in new[] { _root, In("config") })
                Assert.That(Refusal(path, null), Does.Contain(files).And.Contains("several hosts").And.Not.Contains("common"));
        }
    }

    [TestCase(Standard)]
    [TestCase(Beside)]
    [TestCase(OfUser)]
    public void Read_FileItself(string name)
    {
        WriteAll(Standard, Beside, OfUser);
        using (Assert.EnterMultipleScope())
        {
            AssertRead(MatomoConfiguration.Read(In(name)), name);
            AssertRead(MatomoConfiguration.Read(In(name), host: "b.example"), name);
        }
    }

    private string In(string name) => Path.Combine(_root, name);

    // What every host has, whichever file its own is.
    private void AssertRead(MatomoConfiguration configuration, string name) => Assert.That(
        configuration,
        Is.EqualTo(new MatomoConfiguration { Path = In(name), DatabaseName = name, UserName = "common", Adapter = "global" }));

    private static string Refusal(string path, string? host)
    {
        var failure = Assert.Throws<TokenException>(() => MatomoConfiguration.Read(path, host: host))!;
        Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.ConfigUnreadable));
        return failure.Message;
    }

    private void WriteAll(params string[] names) => Array.ForEach(names, name => Write(name, $"[database]\ndbname={name}"));

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(name))!);
        File.WriteAllText(In(name), text);
    }
}
