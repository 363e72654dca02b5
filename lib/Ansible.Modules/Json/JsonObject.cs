using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Ansible.Modules.Json;

/// <summary>A JSON object: members in the order in which their names were first set.</summary>
/// <remarks>
/// An answer holds hundreds of thousands of objects with a dozen or two members each. Those are an array and no more: a third of
/// what OrderedDictionary needs, and looking through so few names takes no longer than hashing one. Only larger ones are indexed.
/// </remarks>
internal sealed class JsonObject : IReadOnlyDictionary<string, object?>
{
    private const int MostWithoutIndex = 32;
    private const int LeastCapacity = 4;

    private KeyValuePair<string, object?>[] _members;
    private Dictionary<string, int>? _places;

    public JsonObject()
        : this(capacity: 0)
    {
    }

    public JsonObject(int capacity) => _members = capacity == 0 ? [] : new KeyValuePair<string, object?>[capacity];

    public int Count { get; private set; }

    public IEnumerable<string> Keys => this.Select(member => member.Key);

    public IEnumerable<object?> Values => this.Select(member => member.Value);

    public object? this[string name]
    {
        get => TryGetValue(name, out var value) ? value : throw new KeyNotFoundException($"There is no member '{name}'.");
        set
        {
            var place = IndexOf(name);
            if (place < 0)
            {
                Append(name, value);
            }
            else
            {
                _members[place] = new(_members[place].Key, value);
            }
        }
    }

    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        var place = IndexOf(key);
        value = place < 0 ? null : _members[place].Value;
        return place >= 0;
    }

    /// <summary>Adds a null under each of the names, which differ from each other, that is no member's yet.</summary>
    public void AddNulls(string[] names)
    {
        var before = Count;
        foreach (var name in names)
        {
            if (IndexOf(name, before) < 0)
            {
                Append(name, null);
            }
        }
    }

    /// <summary>Removes the members whose names the condition holds for.</summary>
    public void RemoveWhere(Predicate<string> condition)
    {
        var kept = Array.FindAll(_members[..Count], member => !condition(member.Key));
        (_members, Count, _places) = (kept, kept.Length, null);
        Reindex();
    }

    /// <summary>The member at a place in the order.</summary>
    public KeyValuePair<string, object?> GetAt(int place) => _members.AsSpan(0, Count)[place];

    /// <summary>The place of a member in the order; negative when there is no such member.</summary>
    public int IndexOf(string name) => IndexOf(name, Count);

    /// <summary>Makes room for so many members in all.</summary>
    public void EnsureCapacity(int capacity)
    {
        if (_members.Length < capacity)
        {
            Array.Resize(ref _members, capacity);
        }
    }

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<KeyValuePair<string, object?>> IEnumerable<KeyValuePair<string, object?>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string name, int end)
    {
        if (_places is not null)
        {
            return _places.TryGetValue(name, out var place) ? place : -1;
        }

        for (var place = 0; place < end; place++)
        {
            if (_members[place].Key == name)
            {
                return place;
            }
        }

        return -1;
    }

    private void Append(string name, object? value)
    {
        if (Count == _members.Length)
        {
            EnsureCapacity(Math.Max(LeastCapacity, 2 * Count));
        }

        _members[Count] = new(name, value);
        _places?.Add(name, Count);
        Count++;
        Reindex();
    }

    private void Reindex()
    {
        if (_places is not null || Count <= MostWithoutIndex)
        {
            return;
        }

        _places = new Dictionary<string, int>(_members.Length, StringComparer.Ordinal);
        for (var place = 0; place < Count; place++)
        {
            _places.Add(_members[place].Key, place);
        }
    }

    /// <summary>Goes through the members in their order.</summary>
    public struct Enumerator(JsonObject owner) : IEnumerator<KeyValuePair<string, object?>>
    {
        private int _place = -1;

        public readonly KeyValuePair<string, object?> Current => owner.GetAt(_place);

        readonly object IEnumerator.Current => Current;

        public bool MoveNext() => ++_place < owner.Count;

        public void Reset() => _place = -1;

        public readonly void Dispose()
        {
        }
    }
}
