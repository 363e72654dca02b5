using System.Text.RegularExpressions;

namespace MatomoToken.Collection;

/// <summary>The name by which a collection is installed.</summary>
internal sealed partial record CollectionName
{
    /// <summary>The name that the files of the repository have in them.</summary>
    public static readonly CollectionName Default = new("matomo_automation", "matomo");

    /// <param name="nameSpace">The namespace on Galaxy.</param>
    /// <param name="name">The name within it.</param>
    /// <exception cref="ArgumentException">Galaxy takes no such name.</exception>
    public CollectionName(string nameSpace, string name)
    {
        if (!GalaxyName().IsMatch(nameSpace) || !GalaxyName().IsMatch(name))
        {
            throw new ArgumentException(
                $"\"{nameSpace}.{name}\" cannot be a collection: both parts begin with a letter and have lower-case letters, digits and "
                + "single underscores.");
        }

        Namespace = nameSpace;
        Name = name;
    }

    public string Namespace { get; }

    public string Name { get; }

    public override string ToString() => $"{Namespace}.{Name}";

    /// <summary>A text of the repository, with this collection's name in place of the default one.</summary>
    public string Rename(string text) => text.Replace(Default.ToString(), ToString(), StringComparison.Ordinal);

    /// <summary>A text of the repository, with full names where a task, a play or a reference names a module or the role.</summary>
    public string Qualify(string text) => Reference().Replace(text, $"${{before}}{this}.${{name}}");

    [GeneratedRegex("^[a-z](_?[a-z0-9])*_?$")]
    private static partial Regex GalaxyName();

    // The key of a task, and in lists a role or a module to see.
    [GeneratedRegex(
        """^(?<before> *(- )?)(?<name>matomo_token(_check|_entries|_file|_info|_stop)?)(?=:$)|"""
        + """^(?<before> *- (module|role): "?)(?<name>matomo_token(_info)?)(?="?$)""",
        RegexOptions.Multiline)]
    private static partial Regex Reference();
}
