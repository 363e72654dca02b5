using System.Numerics;
using Ansible.Modules.Arguments;

namespace Ansible.Modules.Tests;

public class ModuleArgumentsTest
{
    private static readonly ArgumentSpec Spec = new(
    [
        new("s", ArgumentType.Str) { Aliases = ["text"] },
        new("p", ArgumentType.Path),
        new("b", ArgumentType.Bool) { Default = true },
        new("i", ArgumentType.Int),
        new("f", ArgumentType.Float),
        new("l", ArgumentType.List),
        new("sl", ArgumentType.List) { Elements = ArgumentType.Str },
        new("d", ArgumentType.Dict),
        new("r", ArgumentType.Raw),
        new("sub", ArgumentType.Dict) { Options = new([new("x", ArgumentType.Int) { Default = 7 }]) },
        new("subs", ArgumentType.List) { Elements = ArgumentType.Dict, Options = new([new("x", ArgumentType.Int) { Default = 7 }]) },
    ]);

    [Test]
    public void GetString() => Assert.That(Of("""{"s": 1}""").GetString("s"), Is.EqualTo("1"));

    [Test]
    public void GetString_Path() => Assert.That(Of("""{"p": "/a"}""").GetString("p"), Is.EqualTo("/a"));

    [Test]
    public void GetString_Alias() => Assert.That(Of("""{"text": "a"}""").GetString("s"), Is.EqualTo("a"));

    [Test]
    public void GetBool() => Assert.That(Of("""{"b": "no"}""").GetBool("b"), Is.False);

    [Test]
    public void GetBool_Default() => Assert.That(Of("{}").GetBool("b"), Is.True);

    [Test]
    public void GetBool_NullHidesTheDefault() => Assert.That(Of("""{"b": null}""").GetBool("b"), Is.Null);

    [TestCase("\"12\"", 12)]
    [TestCase("true", 1)]
    [TestCase("false", 0)]
    public void GetInt(string json, long expected) => Assert.That(Of($$"""{"i": {{json}}}""").GetInt("i"), Is.EqualTo(expected));

    [Test]
    public void GetInt_BeyondLong() => Assert.That(
        () => Of("""{"i": 9223372036854775808}""").GetInt("i"),
        Throws.TypeOf<ModuleFailedException>().With.Property(nameof(ModuleFailedException.ErrorCode)).EqualTo("invalid_arguments"));

    [Test]
    public void GetRaw_BeyondLong() =>
        Assert.That(Of("""{"i": 9223372036854775808}""").GetRaw("i"), Is.EqualTo(BigInteger.Pow(2, 63)));

    [Test]
    public void GetFloat() => Assert.That(Of("""{"f": 2}""").GetFloat("f"), Is.EqualTo(2.0));

    [Test]
    public void GetList() => Assert.That(Of("""{"l": [1, "a", null]}""").GetList("l"), Is.EqualTo(new object?[] { 1L, "a", null }));

    [Test]
    public void GetStringList() => Assert.That(Of("""{"sl": [1, "a"]}""").GetStringList("sl"), Is.EqualTo(new[] { "1", "a" }));

    [Test]
    public void GetStringList_NotGiven() => Assert.That(Of("{}").GetStringList("sl"), Is.Null);

    [Test]
    public void GetStringList_NullElement() =>
        Assert.That(Answer.To(Spec, """{"sl": ["a", null]}""").ModuleArguments["sl"]!.ToJsonString(), Is.EqualTo("""["a","None"]"""));

    [Test]
    public void GetStringList_OtherElements() =>
        Assert.That(() => Of("{}").GetStringList("l"), Throws.InvalidOperationException);

    [Test]
    public void GetDict() => Assert.That(Of("""{"d": "a=b"}""").GetDict("d")!["a"], Is.EqualTo("b"));

    [Test]
    public void GetRaw() => Assert.That(Of("""{"r": 1.5}""").GetRaw("r"), Is.EqualTo(1.5));

    [Test]
    public void GetSuboptions() => Assert.That(Of("""{"sub": {}}""").GetSuboptions("sub")!.GetInt("x"), Is.EqualTo(7));

    [Test]
    public void GetSuboptions_NotGiven() => Assert.That(Of("{}").GetSuboptions("sub"), Is.Null);

    [Test]
    public void GetSuboptionsList() => Assert.That(
        Of("""{"subs": [{"x": 1}, {}]}""").GetSuboptionsList("subs")!.Select(entry => (entry.GetInt("x"), entry.IsSet("x"))),
        Is.EqualTo(new (long?, bool)[] { (1, true), (7, false) }));

    [Test]
    public void GetSuboptionsList_Empty() => Assert.That(Of("""{"subs": []}""").GetSuboptionsList("subs"), Is.Empty);

    [Test]
    public void GetSuboptionsList_NotGiven() => Assert.That(Of("""{"subs": null}""").GetSuboptionsList("subs"), Is.Null);

    [TestCase("""{"b": true}""", "b", true)]
    [TestCase("{}", "b", false)]
    [TestCase("""{"b": null}""", "b", false)]
    [TestCase("{}", "s", false)]
    [TestCase("""{"s": ""}""", "s", true)]
    [TestCase("""{"text": "a"}""", "s", true)]
    public void IsSet(string json, string name, bool expected) => Assert.That(Of(json).IsSet(name), Is.EqualTo(expected));

    [Test]
    public void Getters_NotGiven()
    {
        var arguments = Of("{}");
        Assert.That(
            new object?[]
            {
                arguments.GetString("s"), arguments.GetInt("i"), arguments.GetFloat("f"),
                arguments.GetList("l"), arguments.GetDict("d"), arguments.GetRaw("r"),
            },
            Is.All.Null);
    }

    [Test]
    public void Getters_UnknownName() => Assert.That(() => Of("{}").GetString("none"), Throws.ArgumentException);

    [Test]
    public void IsSet_UnknownName() => Assert.That(() => Of("{}").IsSet("none"), Throws.ArgumentException);

    [Test]
    public void IsSet_AliasIsNoName() => Assert.That(() => Of("{}").IsSet("text"), Throws.ArgumentException);

    [Test]
    public void Getters_OtherType() => Assert.That(() => Of("{}").GetString("i"), Throws.InvalidOperationException);

    [Test]
    public void GetSuboptions_OfAList() => Assert.That(() => Of("{}").GetSuboptions("subs"), Throws.InvalidOperationException);

    [Test]
    public void GetSuboptions_OfAPlainDict() => Assert.That(() => Of("{}").GetSuboptions("d"), Throws.InvalidOperationException);

    private static ModuleArguments Of(string json)
    {
        ModuleArguments? parsed = null;
        var answer = Answer.To(new SampleModule(Spec, context => { parsed = context.Arguments; return new ModuleResult(false); }), json);
        Assert.That(answer.ExitCode, Is.Zero, answer.Text);
        return parsed!;
    }
}
