namespace Ansible.Modules.Parsing;

/// <summary>One level of options: the module's own, or those inside one dictionary. Rules read and change <see cref="Values"/>.</summary>
internal sealed class ArgumentScope
{
    private ArgumentScope(ArgumentSpec spec, JsonObject values, IReadOnlyList<string> path, string prefix)
    {
        Spec = spec;
        Values = values;
        Path = path;
        Prefix = prefix;
    }

    public ArgumentSpec Spec { get; }

    /// <summary>What was given, then converted and completed with defaults. Aliases stay beside the names they stand for.</summary>
    public JsonObject Values { get; }

    /// <summary>The names of the options that enclose this level.</summary>
    public IReadOnlyList<string> Path { get; }

    /// <summary>The enclosing options as warnings spell them: <c>tokens[0].</c>.</summary>
    public string Prefix { get; }

    /// <summary>The options that were given, by name or alias; defaults are not among them.</summary>
    public HashSet<string> Given { get; } = new(StringComparer.Ordinal);

    /// <summary>The levels inside this one, by option.</summary>
    public Dictionary<string, List<ArgumentScope>> Suboptions { get; } = new(StringComparer.Ordinal);

    /// <summary>The place, as most of Ansible's messages end: empty at the top.</summary>
    public string FoundIn => Path.Count == 0 ? "" : $" found in {Context}";

    public string Context => string.Join(" -> ", Path);

    public static ArgumentScope Top(ArgumentSpec spec, JsonObject values) => new(spec, values, [], "");

    /// <param name="option">The option that encloses the new level.</param>
    /// <param name="values">The dictionary.</param>
    /// <param name="index">Its place in the list, when the option is one.</param>
    public ArgumentScope Enter(ArgumentOption option, JsonObject values, int index)
    {
        var place = option.Type == ArgumentType.List ? $"[{index}]" : "";
        return new ArgumentScope(option.Options!, values, [.. Path, option.Name], $"{Prefix}{option.Name}{place}.");
    }
}
