namespace Matomo.Tokens.Configuration.Ini;

/// <summary>A value as PHP reads it.</summary>
/// <param name="text">Its bytes, one character each (Latin-1).</param>
internal sealed class IniValue(string text)
{
    public static readonly IniValue Empty = new("");

    /// <summary>What stands for a value that only the web server's PHP knows.</summary>
    public static readonly IniValue OfEnvironment = new("") { IsEnvironmental = true };

    public string Text => text;

    /// <summary>Whether a variable or a PHP constant is part of it. Then <see cref="Text"/> is not the value.</summary>
    public bool IsEnvironmental { get; private init; }

    /// <summary>Whether it is a list (<c>key[] = …</c>).</summary>
    public bool IsList { get; private init; }

    /// <summary>The entries of a list, without those that only the web server's PHP knows.</summary>
    public IReadOnlyList<string> Entries { get; private init; } = [];

    /// <summary>A list of this one's entries, if it is a list, and one more.</summary>
    public IniValue With(IniValue entry) => new("") { IsList = true, Entries = [.. Entries, .. entry.IsEnvironmental ? [] : new[] { entry.Text }] };
}
