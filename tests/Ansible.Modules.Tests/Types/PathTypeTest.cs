using Ansible.Modules.Types;

namespace Ansible.Modules.Tests.Types;

[NonParallelizable]
public class PathTypeTest
{
    private string? _home;

    [SetUp]
    public void SetVariables()
    {
        _home = Environment.GetEnvironmentVariable("HOME");
        Environment.SetEnvironmentVariable("HOME", "/home/me/");
        Environment.SetEnvironmentVariable("MODULES_TEST", "value");
    }

    [TearDown]
    public void ResetVariables()
    {
        Environment.SetEnvironmentVariable("HOME", _home);
        Environment.SetEnvironmentVariable("MODULES_TEST", null);
    }

    [TestCase("/a/b", "/a/b")]
    [TestCase("", "")]
    [TestCase("~", "/home/me")]
    [TestCase("~/a", "/home/me/a")]
    [TestCase("a~", "a~")]
    [TestCase("~root/a", "/root/a")]
    [TestCase("~nobody-of-this-name/a", "~nobody-of-this-name/a")]
    [TestCase("$MODULES_TEST/a", "value/a")]
    [TestCase("${MODULES_TEST}s", "values")]
    [TestCase("$MODULES_TESTs", "$MODULES_TESTs")]
    [TestCase("${MODULES_TEST", "${MODULES_TEST")]
    [TestCase("$", "$")]
    [TestCase("$$MODULES_TEST", "$value")]
    [TestCase("${NO SUCH}", "${NO SUCH}")]
    [TestCase("${}", "${}")]
    public void Path(string given, string expected) => Assert.That(PathType.Convert(given), Is.EqualTo(expected));

    [Test]
    public void Path_NoHomeVariable()
    {
        Environment.SetEnvironmentVariable("HOME", null);
        Assert.That(PathType.Convert("~/a"), Does.StartWith("/").And.EndsWith("/a"));
    }

    /// <summary>A name service (libnss_systemd) ended the process over such a name.</summary>
    [Test]
    public void Path_NameOfMegabytes()
    {
        var path = "~" + new string('x', 4 * 1024 * 1024);
        Assert.That(PathType.Convert(path), Is.EqualTo(path));
    }

    [Test]
    public void Path_HomeIsRoot()
    {
        Environment.SetEnvironmentVariable("HOME", "/");
        Assert.That(PathType.Convert("~"), Is.EqualTo("/"));
    }

    [Test]
    public void Path_Number() => Assert.That(PathType.Convert(600L), Is.EqualTo("600"));
}
