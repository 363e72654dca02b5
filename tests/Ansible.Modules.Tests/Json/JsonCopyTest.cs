using System.Collections.Frozen;
using Ansible.Modules.Json;
using Ansible.Modules.Python;

namespace Ansible.Modules.Tests.Json;

public class JsonCopyTest
{
    [Test]
    public void Of_Numbers() => Assert.That(
        PythonText.Repr(JsonCopy.Of(new object[] { 1, 2u, (short)3, (byte)4, 5L, 6UL, ulong.MaxValue, 7.5f, 8.5 })),
        Is.EqualTo("[1, 2, 3, 4, 5, 6, 18446744073709551615, 7.5, 8.5]"));

    [Test]
    public void Of_Lists() => Assert.That(
        PythonText.Repr(JsonCopy.Of(new object?[] { new[] { "a" }, new List<int> { 1 }, Enumerable.Range(1, 2), null })),
        Is.EqualTo("[['a'], [1], [1, 2], None]"));

    [Test]
    public void Of_Dictionaries() => Assert.That(
        PythonText.Repr(JsonCopy.Of(new object[]
        {
            new Dictionary<string, object?> { ["a"] = null },
            new Dictionary<string, string> { ["b"] = "c" },
            new Dictionary<string, int> { ["d"] = 1 }.ToFrozenDictionary(),
            new OrderedDictionary<string, bool> { ["e"] = true },
        })),
        Is.EqualTo("[{'a': None}, {'b': 'c'}, {'d': 1}, {'e': True}]"));

    [Test]
    public void Of_Pairs() => Assert.That(
        PythonText.Repr(JsonCopy.Of(new object[]
        {
            new KeyValuePair<string, object?>[] { new("a", 1), new("b", null) }, Array.Empty<KeyValuePair<string, object?>>(),
        })),
        Is.EqualTo("[{'a': 1, 'b': None}, {}]"));

    [Test]
    public void Of_Copies()
    {
        var original = new List<object?> { "a" };
        var copy = JsonCopy.Of(original);
        original.Add("b");
        Assert.That(PythonText.Repr(copy), Is.EqualTo("['a']"));
    }

    [Test]
    public void Of_OddType() => Assert.That(() => JsonCopy.Of(new[] { DateTime.UnixEpoch }), Throws.ArgumentException);

    [Test]
    public void Of_OddKey() => Assert.That(() => JsonCopy.Of(new Dictionary<int, string> { [1] = "a" }), Throws.ArgumentException);

    [Test]
    public void Of_Cycle()
    {
        var list = new List<object?>();
        list.Add(list);
        Assert.That(() => JsonCopy.Of(list), Throws.ArgumentException);
    }
}
