using System.Collections;
using System.Numerics;
using Ansible.Modules.Python;

namespace Ansible.Modules.Json;

/// <summary>Turns the .NET values a module may answer with, or name as a default, into JSON values of this library. Copies.</summary>
internal static class JsonCopy
{
    /// <exception cref="ArgumentException">A value has a type that JSON has no place for, or is nested too deep.</exception>
    public static object? Of(object? value) => Of(value, depth: 0);

    private static object? Of(object? value, int depth)
    {
        if (depth > JsonInput.MaximumDepth)
            throw new ArgumentException($"A value is nested more than {JsonInput.MaximumDepth} levels deep.", nameof(value));

        return value switch
        {
            null or string or bool or long or BigInteger or double => value,
            sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            ulong number => PythonInt.Narrow(number),
            float number => (double)number,
            IReadOnlyCollection<KeyValuePair<string, object?>> pairs => OfPairs(pairs, depth),
            IDictionary map => OfMap(map, depth),
            IEnumerable list => OfList(list, depth),
            _ => throw new ArgumentException($"A value of type {value.GetType()} cannot be written as JSON.", nameof(value)),
        };
    }

    private static JsonMap OfPairs(IReadOnlyCollection<KeyValuePair<string, object?>> pairs, int depth)
    {
        var copy = new JsonMap(pairs.Count);
        foreach (var (name, value) in pairs)
            copy[name] = Of(value, depth + 1);

        return copy;
    }

    private static JsonMap OfMap(IDictionary map, int depth)
    {
        var copy = new JsonMap(map.Count);
        foreach (DictionaryEntry entry in map)
        {
            var name = entry.Key as string
                ?? throw new ArgumentException($"A key of type {entry.Key.GetType()} cannot be written as JSON.", nameof(map));
            copy[name] = Of(entry.Value, depth + 1);
        }

        return copy;
    }

    private static JsonList OfList(IEnumerable list, int depth)
    {
        var copy = new JsonList(list is ICollection known ? known.Count : 0);
        foreach (var element in list)
            copy.Add(Of(element, depth + 1));

        return copy;
    }
}
