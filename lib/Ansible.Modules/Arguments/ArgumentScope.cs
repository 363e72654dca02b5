namespace Ansible.Modules.Arguments;

/// <summary>One level of options: the module's own, or those inside one dictionary. Rules read and change <see cref="Values"/>.</summary>
internal sealed class ArgumentScope
{
    private readonly ArgumentScope? _parent;
    private readonly ArgumentOption? _enclosing;
    private readonly int _place;
    private Dictionary<string, List<ArgumentScope>>? _suboptions;
    private int _givenCount;

    private ArgumentScope(SpecIndex index, JsonMap values, ArgumentScope? parent, ArgumentOption? enclosing, int place)
    {
        Index = index;
        Values = values;
        _parent = parent;
        _enclosing = enclosing;
        _place = place;
    }

    public SpecIndex Index { get; }

    public ArgumentSpec Spec => Index.Spec;

    /// <summary>What was given, then converted and completed with defaults. Aliases stay beside the names they stand for.</summary>
    public JsonMap Values { get; }

    public bool IsTop => _parent is null;

    /// <summary>The names of the options that enclose this level.</summary>
    public IReadOnlyList<string> Path => _parent is null ? [] : [.. _parent.Path, _enclosing!.Name];

    /// <summary>The enclosing options as warnings spell them: <c>tokens[0].</c>.</summary>
    public string Prefix => _parent is null
        ? ""
        : $"{_parent.Prefix}{_enclosing!.Name}{(_enclosing.Type == ArgumentType.List ? $"[{_place}]" : "")}.";

    /// <summary>The place, as most of Ansible's messages end: empty at the top.</summary>
    public string FoundIn => IsTop ? "" : $" found in {Context}";

    public string Context => string.Join(" -> ", Path);

    public static ArgumentScope Top(ArgumentSpec spec, JsonMap values) =>
        new(new SpecIndex(spec), values, parent: null, enclosing: null, place: 0);

    /// <param name="option">The option that encloses the new level.</param>
    /// <param name="inner">The options of that level.</param>
    /// <param name="values">The dictionary.</param>
    /// <param name="place">Its place in the list, when the option is one.</param>
    public ArgumentScope Enter(ArgumentOption option, SpecIndex inner, JsonMap values, int place) =>
        new(inner, values, this, option, place);

    public bool Has(string name) => Values.ContainsKey(name);

    public object? ValueOf(string name) => Values.TryGetValue(name, out var value) ? value : null;

    /// <summary>Ends what was given: <see cref="Values"/> that are added from now on are defaults.</summary>
    public void EndGiven() => _givenCount = Values.Count;

    /// <summary>Whether an option was given, by name or alias; one that has its default was not.</summary>
    public bool WasGiven(string name) => Values.IndexOf(name) is var index && index >= 0 && index < _givenCount;

    /// <summary>The levels inside an option; null when it has no value.</summary>
    public IReadOnlyList<ArgumentScope>? InnerOf(string name) => _suboptions?.GetValueOrDefault(name);

    /// <summary>Begins the list of the levels inside an option.</summary>
    public List<ArgumentScope> BeginInner(string name)
    {
        _suboptions ??= new Dictionary<string, List<ArgumentScope>>(StringComparer.Ordinal);
        return _suboptions[name] = [];
    }
}
