using Ansible.Modules.Arguments;
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
    public void Apply_LongestSecretFirst() =>
        Assert.That(Mask("abc", "abcdef", "cde").Apply("x abcdef abc"), Is.EqualTo("x ******** ********"));

    [Test]
    public void Apply_Nothing() => Assert.That(Mask().Apply("text"), Is.EqualTo("text"));

    [TestCase("[\"x\", [\"x\", 1]]", "['VALUE_SPECIFIED_IN_NO_LOG_PARAMETER', ['VALUE_SPECIFIED_IN_NO_LOG_PARAMETER', 1]]")]
    [TestCase("{\"x\": \"axb\"}", "{'x': 'a********b'}")]
    public void Apply_Nested(string json, string expected) =>
        Assert.That(PythonText.Repr(Mask("x").Apply(JsonInput.Parse(json))), Is.EqualTo(expected));

    [TestCase("xyabcz", "********")]
    [TestCase("abcabc", "****************")]
    public void Apply_Overlap(string text, string expected) => Assert.That(Mask("abc", "xya", "bcz").Apply(text), Is.EqualTo(expected));

    [Test]
    public void Apply_NothingFound()
    {
        var value = JsonInput.Parse("{\"a\": [\"b\", {\"c\": null}], \"d\": 1}");
        Assert.That(Mask("x").Apply(value), Is.SameAs(value));
    }

    [Test]
    public void Apply_OriginalStays()
    {
        var value = JsonInput.Parse("{\"a\": [\"b\", \"x\"]}");
        Mask("x", "a").Apply(value, Names());
        Assert.That(PythonText.Repr(value), Is.EqualTo("{'a': ['b', 'x']}"));
    }

    [Test]
    public void Apply_AllThatASecretCovers() => ForRandomSecrets((secrets, text) =>
        Assert.That(Mask(secrets).Apply(text), Is.EqualTo(WithoutCovered(secrets, text)), $"{text} without {string.Join(' ', secrets)}"));

    [Test]
    public void Apply_NoSecretSurvives() => ForRandomSecrets((secrets, text) =>
    {
        var masked = Mask(secrets).Apply(text);
        Assert.That(secrets.Where(secret => masked.Contains(secret, StringComparison.Ordinal)), Is.Empty, $"{text} as {masked}");
    });

    /// <summary>The time must grow with the secrets and with the texts, not with one times the other.</summary>
    [Test]
    [MaxTime(5000)]
    public void Apply_ManySecretsInManyTexts()
    {
        const int Count = 50_000;
        var mask = new SecretMask(Enumerable.Range(0, Count).Select(number => $"secret-{number:d32}"));
        var texts = Enumerable.Range(0, Count).Select(number => (object?)$"a text of one line and with secret-{number:d32} in it").ToList();
        Assert.That(mask.Apply(texts), Is.All.EqualTo("a text of one line and with ******** in it"));
    }

    [TestCase("p&ss w/rd'1", "p%26ss%20w%2Frd%271", TestName = "URL-encoded")]
    [TestCase("p&ss w/rd'1", "p%26ss%20w%2frd'1", TestName = "URL-encoded in part, in lower case")]
    [TestCase("p&ss w/rd'1", "p%26ss+w%2Frd%271", TestName = "URL-encoded as a form")]
    [TestCase("p&ss w/rd'1", "p&amp;ss w/rd&#039;1", TestName = "Escaped for HTML")]
    [TestCase("p&ss w/rd'1", "p&#x26;ss w/rd&apos;1", TestName = "Escaped for HTML otherwise")]
    [TestCase("pässw\"rd\t1", "p\\u00e4ssw\\\"rd\\t1", TestName = "Escaped for JSON")]
    [TestCase("pässw/rd1", "pässw\\/rd1", TestName = "Escaped for JSON by PHP")]
    [TestCase("pässw\"rd1", "p%C3%A4ssw&quot;rd1", TestName = "Escaped in two ways")]
    [TestCase("pässw\"rd1", "p\\u00e4ssw\\u0026quot;rd1", TestName = "Escaped twice")]
    [TestCase("0123456789abcdef0123456789abcdef", "0123456789ABCDEF0123456789ABCDEF", TestName = "The other case of hexadecimal")]
    [TestCase("pässword", "Basic Ym9iOnDDpHNzd29yZA==", "Basic ********", TestName = "Base64")]
    [
        TestCase(
            "pässword",
            "{\"Authorization\":\"Basic Ym9iOnDDpHNzd29yZA==\"}",
            "{\"Authorization\":\"Basic ********\"}",
            TestName = "Base64 in JSON")]
    public void Apply_Escaped(string secret, string escaped, string masked = "********")
    {
        var secrets = new SecretSet();
        secrets.Add(secret);
        Assert.That(secrets.ToMask().Apply($"<{escaped}> 100% & \\ more"), Is.EqualTo($"<{masked}> 100% & \\ more"));
    }

    /// <summary>The time must not grow with the number of lengths times the length of the text.</summary>
    [Test]
    [MaxTime(5000)]
    public void Apply_ManyLengths([Values] bool begunAlike)
    {
        const int Count = 8_000;
        var secrets = Enumerable.Range(1, Count).Select(length => (begunAlike ? "" : $"{length:d5}") + new string('z', length)).ToArray();
        var text = string.Concat(Enumerable.Repeat("zzzzzzzz 00042", 1_000));
        var mask = Mask(secrets);
        Assert.That(secrets.Select(mask.Apply), Is.All.EqualTo(SecretMask.Whole));
        Assert.That(mask.Apply($"<{secrets[^1]}>"), Is.EqualTo("<********>"));
        Assert.That(mask.Apply(text).Contains("zz", StringComparison.Ordinal), Is.EqualTo(!begunAlike));
    }

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
    public void Apply_KeysButNames() => Assert.That(
        PythonText.Repr(Mask("login").Apply(JsonInput.Parse("{\"login\": {\"my login\": 1}}"), Names("login"))),
        Is.EqualTo("{'login': {'my ********': 1}}"));

    [Test]
    public void Apply_SecretAsPythonSpellsIt()
    {
        var secrets = new SecretSet();
        secrets.Add("line\nbreak\\'\"");
        Assert.That(
            secrets.ToMask().Apply(PythonText.Repr(new JsonList { "line\nbreak\\'\"" })),
            Is.EqualTo("['********']"));
    }

    [Test]
    public void AddFrom_Values()
    {
        var secrets = new SecretSet();
        secrets.AddFrom(JsonInput.Parse("{\"key\": [\"uno\", 22, 3.5, true, null, {\"k\": \"four\"}]}"));
        Assert.That(
            secrets.ToMask().Apply("key uno 22 3.5 True None four"), Is.EqualTo("key ******** ******** ******** True None ********"));
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

    private static SecretNames Names(params string[] names) =>
        new([new([.. names.Select(name => new ArgumentOption(name, ArgumentType.Str))])], new SecretSet());

    /// <summary>Few letters and short secrets, so that they overlap, contain and repeat each other.</summary>
    private static void ForRandomSecrets(Action<string[], string> test)
    {
        var random = new Random(1);
        for (var round = 0; round < 5_000; round++)
        {
            var secrets = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Word(1, 7)).ToArray();
            test(secrets, Word(0, 40));
        }

        string Word(int shortest, int longest) => new(random.GetItems<char>("abc", random.Next(shortest, longest)));
    }

    private static string WithoutCovered(string[] secrets, string text)
    {
        if (secrets.Contains(text))
            return SecretMask.Whole;

        var masked = new StringBuilder();
        var end = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var found = secrets.Where(secret => string.CompareOrdinal(text, index, secret, 0, secret.Length) == 0);
            var longest = found.Select(secret => secret.Length).DefaultIfEmpty().Max();
            if (longest > 0 && index >= end)
                masked.Append("********");

            end = Math.Max(end, index + longest);
            if (index >= end)
                masked.Append(text[index]);
        }

        return masked.ToString();
    }
}
