using Ansible.Modules.Json;
using Ansible.Modules.Python;
using Ansible.Modules.Secrets;

namespace Ansible.Modules.Tests.Secrets;

public class SecretMaskTest
{
    [TestCase("hunter2", "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER")]
    [TestCase("is hunter2.", "is ********.")]
    [TestCase("hunter2hunter2", "****************")]
    [TestCase("Hunter2", "Hunter2")]
    [TestCase("", "")]
    public void Apply_String(string text, string expected) => Assert.That(Mask("hunter2").Apply(text), Is.EqualTo(expected));

    [Test]
    public void Apply_LongestSecretFirst() => Assert.That(Mask("abc", "abcdef", "cde").Apply("x abcdef abc"), Is.EqualTo("x ******** ********"));

    [Test]
    public void Apply_Nothing() => Assert.That(Mask().Apply("text"), Is.EqualTo("text"));

    [TestCase("[\"x\", [\"x\", 1]]", "['VALUE_SPECIFIED_IN_NO_LOG_PARAMETER', ['VALUE_SPECIFIED_IN_NO_LOG_PARAMETER', 1]]")]
    [TestCase("{\"x\": \"axb\"}", "{'x': 'a********b'}")]
    public void Apply_Nested(string json, string expected) =>
        Assert.That(PythonText.Repr(Mask("x").Apply(JsonInput.Parse(json))), Is.EqualTo(expected));

    [TestCase("12")]
    [TestCase("123")]
    [TestCase("0.12")]
    [TestCase("-12")]
    public void Apply_Number(string json) =>
        Assert.That(Mask("12").Apply(JsonInput.Parse(json)), Is.EqualTo("VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"));

    [Test]
    public void Apply_OtherNumber() => Assert.That(Mask("12").Apply((object?)13L), Is.EqualTo(13L));

    [Test]
    public void Apply_Bool() => Assert.That(Mask("True").Apply((object?)true), Is.EqualTo("VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"));

    [Test]
    public void ApplyWithKeys_KeysButNames() => Assert.That(
        PythonText.Repr(Mask("login").ApplyWithKeys(JsonInput.Parse("{\"login\": {\"my login\": 1}}"), new HashSet<string> { "login" })),
        Is.EqualTo("{'login': {'my ********': 1}}"));

    [Test]
    public void Apply_SecretAsPythonSpellsIt()
    {
        var secrets = new SecretSet();
        secrets.Add("line\nbreak\\'\"");
        Assert.That(
            secrets.ToMask().Apply(PythonText.Repr(new JsonArray { "line\nbreak\\'\"" })),
            Is.EqualTo("['********']"));
    }

    [Test]
    public void AddFrom_Values()
    {
        var secrets = new SecretSet();
        secrets.AddFrom(JsonInput.Parse("{\"key\": [\"uno\", 22, 3.5, true, null, {\"k\": \"four\"}]}"));
        Assert.That(secrets.ToMask().Apply("key uno 22 3.5 True None four"), Is.EqualTo("key ******** ******** ******** True None ********"));
    }

    [TestCase("")]
    [TestCase(null)]
    public void Add_Empty(string? secret)
    {
        var secrets = new SecretSet();
        secrets.Add(secret);
        Assert.That(secrets.ToMask().Apply("text"), Is.EqualTo("text"));
    }

    private static SecretMask Mask(params string[] secrets) => new(secrets);
}
