namespace Ansible.Modules.Arguments;

/// <summary>One option of a module: its name, type, rules and description.</summary>
/// <param name="Name">The name under which the option is given, and under which its value is asked for.</param>
/// <param name="Type">The type its value is converted to.</param>
/// <param name="Description">What the option means, one paragraph per element; <c>--help</c> and <c>ansible-doc</c> print it.</param>
public sealed record ArgumentOption(string Name, ArgumentType Type, params IReadOnlyList<string> Description)
{
    private readonly bool? _saidNoLog;

    /// <summary>Whether the option must be given. Excludes <see cref="Default"/>.</summary>
    /// <remarks>A null counts as given, as in Ansible: test <see cref="ModuleArguments.IsSet"/> where null makes no sense.</remarks>
    public bool Required { get; init; }

    /// <summary>The value of an omitted option, converted like a given one; null for none.</summary>
    /// <remarks>An option given as null keeps null, as in Ansible.</remarks>
    public object? Default { get; init; }

    /// <summary>The accepted values, compared after conversion; null for any. For a list, each element is compared.</summary>
    public IReadOnlyList<object?>? Choices { get; init; }

    /// <summary>Other names under which the option may be given.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Those of the aliases that will be removed, reported in <c>deprecations</c> when they are used.</summary>
    public IReadOnlyList<DeprecatedAlias> DeprecatedAliases { get; init; } = [];

    /// <summary>The version that removes the option; null for none. Its use is reported in <c>deprecations</c>.</summary>
    public string? RemovedInVersion { get; init; }

    /// <summary>The day after which a release may remove the option, as year-month-day; overrides <see cref="RemovedInVersion"/>.</summary>
    public string? RemovedAtDate { get; init; }

    /// <summary>The collection whose version or date that is.</summary>
    public string? RemovedFromCollection { get; init; }

    /// <summary>Environment variables to fall back to when the option is omitted; the first one set wins. Default: none.</summary>
    /// <remarks>Source: ansible-core 2.14, <c>fallback=(env_fallback, [...])</c>.</remarks>
    public IReadOnlyList<string> EnvironmentFallback { get; init; } = [];

    /// <summary>Whether the value is a secret, which is masked everywhere but in the result's own fields. Default: false.</summary>
    /// <remarks>
    /// If this is not set, an option that is named like a password is kept out of the log, with a warning, as by Ansible. Set it to false
    /// for an option that is only named so.
    /// </remarks>
    public bool NoLog
    {
        get => _saidNoLog is true;
        init => _saidNoLog = value;
    }

    /// <summary>Which parts of the value are secrets when it is not one as a whole.</summary>
    public SecretParts SecretParts { get; init; }

    /// <summary>For <see cref="ArgumentType.List"/>: the type each element is converted to; null leaves elements as they are.</summary>
    public ArgumentType? Elements { get; init; }

    /// <summary>The options inside this one, when it is a dictionary or a list of dictionaries (<see cref="Elements"/>).</summary>
    public ArgumentSpec? Options { get; init; }

    /// <summary>Whether an omitted or null dictionary counts as empty and gets its suboptions' defaults. Default: false.</summary>
    public bool ApplyDefaults { get; init; }

    /// <summary>The group under which <c>--help</c> lists the option, such as <c>database</c>. Default: none.</summary>
    public string Group { get; init; } = "";

    /// <summary>The version of the module that added the option; null for the first version.</summary>
    public string? VersionAdded { get; init; }

    /// <summary>What is said of <see cref="NoLog"/>; null for nothing.</summary>
    internal bool? SaidNoLog => _saidNoLog;

    internal bool HoldsSecret => NoLog || SecretParts != SecretParts.None;

    internal bool HoldsSuboptions =>
        Options is not null && (Type == ArgumentType.Dict || (Type == ArgumentType.List && Elements == ArgumentType.Dict));
}
