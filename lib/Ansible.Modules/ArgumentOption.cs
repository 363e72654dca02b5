namespace Ansible.Modules;

/// <summary>One option of a module: its name, type, rules and description.</summary>
/// <param name="Name">The name under which the option is given, and under which its value is asked for.</param>
/// <param name="Type">The type its value is converted to.</param>
public sealed record ArgumentOption(string Name, ArgumentType Type)
{
    /// <summary>Whether the option must be given. Excludes <see cref="Default"/>.</summary>
    /// <remarks>A null counts as given, as in Ansible: test <see cref="ModuleArguments.IsSet"/> where null makes no sense.</remarks>
    public bool Required { get; init; }

    /// <summary>The value of an option that is not given; null for none. It is converted as a given one would be.</summary>
    /// <remarks>An option given as null keeps null, as in Ansible.</remarks>
    public object? Default { get; init; }

    /// <summary>The values that are accepted, compared after conversion; null for any. For a list, each of its elements is compared.</summary>
    public IReadOnlyList<object?>? Choices { get; init; }

    /// <summary>Other names under which the option may be given.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether the value is a secret: masked wherever it occurs in anything but the result's own fields.</summary>
    public bool NoLog { get; init; }

    /// <summary>For <see cref="ArgumentType.List"/>: the type each element is converted to; null leaves elements as they are.</summary>
    public ArgumentType? Elements { get; init; }

    /// <summary>The options inside this one, when it is a dictionary or a list of dictionaries (<see cref="Elements"/>).</summary>
    public ArgumentSpec? Options { get; init; }

    /// <summary>What the option means, a paragraph an element; <c>--help</c> prints it.</summary>
    public IReadOnlyList<string> Description { get; init; } = [];

    internal bool HoldsSuboptions =>
        Options is not null && (Type == ArgumentType.Dict || (Type == ArgumentType.List && Elements == ArgumentType.Dict));
}
