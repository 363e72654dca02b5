namespace Ansible.Modules.Arguments;

/// <summary>When <paramref name="Option"/> has <paramref name="Value"/>, then <paramref name="Required"/> must be given.</summary>
/// <param name="Option">The option whose value decides.</param>
/// <param name="Value">The value, compared after conversion and as Python compares: 1, 1.0 and true are equal.</param>
/// <param name="Required">The options then required.</param>
/// <param name="AnyOf">Whether one of them is enough; by default all are required.</param>
public sealed record RequiredIf(string Option, object? Value, IReadOnlyList<string> Required, bool AnyOf = false);
