namespace Ansible.Modules.Arguments;

/// <summary>When <paramref name="Option"/> is given and not null, then all of <paramref name="Required"/> must be, too.</summary>
/// <param name="Option">The option that requires others.</param>
/// <param name="Required">The options that it requires.</param>
public sealed record RequiredBy(string Option, IReadOnlyList<string> Required);
