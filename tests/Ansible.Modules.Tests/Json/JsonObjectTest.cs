namespace Ansible.Modules.Tests.Json;

public class JsonObjectTest
{
    /// <summary>Few members are looked through, many are indexed.</summary>
    private static readonly int[] Sizes = [0, 1, 31, 32, 33, 100];

    [TestCaseSource(nameof(Sizes))]
    public void Members_InTheirOrder(int size)
    {
        var made = Made(size);
        Assert.That(made.Count, Is.EqualTo(size));
        Assert.That(made.Keys, Is.EqualTo(Enumerable.Range(0, size).Select(number => $"n{number}")));
        Assert.That(made.Values, Is.EqualTo(Enumerable.Range(0, size)));
        Assert.That(made.Select((member, place) => made.IndexOf(member.Key) == place), Is.All.True);
        Assert.That(made.IndexOf("other"), Is.Negative);
        Assert.That(made.ContainsKey("other"), Is.False);
        Assert.That(() => made["other"], Throws.TypeOf<KeyNotFoundException>());
    }

    [TestCase(2)]
    [TestCase(100)]
    public void Setting_AgainKeepsThePlace(int size)
    {
        var made = Made(size);
        made["n0"] = "other";
        Assert.That(made.Count, Is.EqualTo(size));
        Assert.That(made.GetAt(0), Is.EqualTo(KeyValuePair.Create<string, object?>("n0", "other")));
    }

    [TestCase(2)]
    [TestCase(34)]
    [TestCase(100)]
    public void RemoveWhere_OthersMoveUp(int size)
    {
        var made = Made(size);
        made.RemoveWhere(name => name is "n0" or "n7" or "n40");
        made["last"] = null;
        Assert.That(made.Keys, Is.EqualTo(Enumerable.Range(0, size).Except([0, 7, 40]).Select(number => $"n{number}").Append("last")));
        Assert.That(made.ContainsKey("n0"), Is.False);
        Assert.That(made.Select((member, place) => made.IndexOf(member.Key) == place), Is.All.True);
    }

    [TestCase(2)]
    [TestCase(31)]
    [TestCase(100)]
    public void AddNulls_WhereNothingIs(int size)
    {
        var made = Made(size);
        made.AddNulls(["a", "n1", "b"]);
        Assert.That(made.Keys.Skip(size), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(made["n1"], Is.EqualTo(1));
        Assert.That(made["b"], Is.Null);
        Assert.That(made.IndexOf("b"), Is.EqualTo(size + 1));
    }

    private static JsonObject Made(int size)
    {
        var made = new JsonObject();
        for (var number = 0; number < size; number++)
        {
            made[$"n{number}"] = number;
        }

        return made;
    }
}
