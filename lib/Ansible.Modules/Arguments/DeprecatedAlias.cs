namespace Ansible.Modules.Arguments;

/// <summary>An alias that will be removed. Its use is reported in the answer's <c>deprecations</c>.</summary>
/// <param name="Name">The alias; it is one only when it stands among the option's <see cref="ArgumentOption.Aliases"/>, too.</param>
/// <remarks>Source: ansible-core 2.14, <c>deprecated_aliases</c>. Either a version or a date is given.</remarks>
public sealed record DeprecatedAlias(string Name)
{
    /// <summary>The version that removes it; null when a date is given.</summary>
    public string? Version { get; init; }

    /// <summary>The day after which a release may remove it, as year-month-day; null when a version is given.</summary>
    public string? Date { get; init; }

    /// <summary>The collection whose version or date that is.</summary>
    public string? CollectionName { get; init; }
}
