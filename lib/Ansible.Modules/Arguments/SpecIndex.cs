using Ansible.Modules.Json;

namespace Ansible.Modules.Arguments;

/// <summary>What the rules ask of a specification, found once: a list may hold a hundred thousand entries of the same one.</summary>
internal sealed class SpecIndex
{
    private readonly Dictionary<string, ArgumentOption> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _aliases;
    private readonly Lazy<string> _supported;

    public SpecIndex(ArgumentSpec spec)
    {
        Spec = spec;
        foreach (var option in spec.Options)
            _byName.TryAdd(option.Name, option);

        _aliases = spec.Options.SelectMany(option => option.Aliases).ToHashSet(StringComparer.Ordinal);
        WithAliases = All(option => option.Aliases.Count > 0);
        DeprecatedAliases = [.. spec.Options.SelectMany(option => option.DeprecatedAliases)];
        WithFallback = All(option => option.EnvironmentFallback.Count > 0);
        WithSecret = All(option => option.HoldsSecret);
        WithDefault = All(option => option.Default is not null);
        WithChoices = Array.ConvertAll(
            All(option => option.Choices is not null),
            option => (option, option.Choices!.Select(JsonCopy.Of).ToList()));
        WithSuboptions = Array.ConvertAll(All(option => option.HoldsSuboptions), option => (option, new SpecIndex(option.Options!)));
        Required = Array.ConvertAll(All(option => option.Required), option => option.Name);
        Array.Sort(Required, StringComparer.Ordinal);
        MutuallyExclusive = [.. spec.MutuallyExclusive.Select(group => group.Distinct().ToArray())];
        RequiredIf = [.. spec.RequiredIf.Select(rule => (rule, JsonCopy.Of(rule.Value)))];
        Removed = All(option => option.RemovedAtDate is not null || option.RemovedInVersion is not null);
        _supported = new Lazy<string>(SpellSupported);
    }

    public ArgumentSpec Spec { get; }

    /// <summary>The names of the options, in their order.</summary>
    public IReadOnlyCollection<string> Names => _byName.Keys;

    public ArgumentOption[] WithAliases { get; }

    public DeprecatedAlias[] DeprecatedAliases { get; }

    public ArgumentOption[] WithFallback { get; }

    public ArgumentOption[] WithSecret { get; }

    public ArgumentOption[] WithDefault { get; }

    public (ArgumentOption Option, JsonList Choices)[] WithChoices { get; }

    public (ArgumentOption Option, SpecIndex Inner)[] WithSuboptions { get; }

    /// <summary>The names of the options that must be given, in the order in which messages list them.</summary>
    public string[] Required { get; }

    public string[][] MutuallyExclusive { get; }

    public (RequiredIf Rule, object? Decisive)[] RequiredIf { get; }

    /// <summary>The options that will be removed.</summary>
    public ArgumentOption[] Removed { get; }

    /// <summary>Every name and alias, as the message about an unknown one lists them.</summary>
    public string Supported => _supported.Value;

    public ArgumentOption? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The option that a name or an alias stands for; null when there is none.</summary>
    public ArgumentOption? Canonical(string name) =>
        Array.FindLast(WithAliases, option => option.Aliases.Contains(name)) ?? Find(name);

    /// <summary>Whether an option has this name or alias.</summary>
    public bool Knows(string name) => _byName.ContainsKey(name) || _aliases.Contains(name);

    // An array, not a query: Select of a query of Where is a generic virtual method, and to find the first of those takes a twentieth of
    // a refused run.
    private ArgumentOption[] All(Func<ArgumentOption, bool> condition) => [.. Spec.Options.Where(condition)];

    private string SpellSupported()
    {
        var names = string.Join(", ", Spec.Options.Select(option => option.Name).Order(StringComparer.Ordinal));
        return _aliases.Count == 0
            ? names
            : $"{names} ({string.Join(", ", Spec.Options.SelectMany(option => option.Aliases).Order(StringComparer.Ordinal))})";
    }
}
