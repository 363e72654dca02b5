namespace Ansible.Modules;

/// <summary>One field of a module's result, or of a dictionary in it.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Description">What it means, one paragraph per element.</param>
public sealed record ReturnValue(string Name, ArgumentType Type, params IReadOnlyList<string> Description)
{
    /// <summary>The type of a list's elements; null when it is no list, or one of anything.</summary>
    public ArgumentType? Elements { get; init; }

    /// <summary>When the field is there.</summary>
    public string Returned { get; init; } = "success";

    /// <summary>The possible values; null for any.</summary>
    public IReadOnlyList<object>? Choices { get; init; }

    /// <summary>An example of a value; null for none.</summary>
    public object? Sample { get; init; }

    /// <summary>The fields of the dictionary, or of each dictionary of the list.</summary>
    public IReadOnlyList<ReturnValue> Contains { get; init; } = [];
}
