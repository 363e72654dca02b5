namespace Matomo.Tokens.Configuration.Ini;

/// <summary>A value as PHP reads it.</summary>
/// <param name="text">Its bytes, one character each (Latin-1).</param>
internal sealed class IniValue(string text)
{
    public static readonly IniValue Empty = new("");

    /// <summary>What stands for a value that only the web server's PHP knows.</summary>
    public static readonly IniValue OfEnvironment = new("") { IsEnvironmental = true };

    public static readonly IniValue List = new("") { IsList = true };

    public string Text => text;

    /// <summary>Whether a variable or a PHP constant is part of it. Then <see cref="Text"/> is not the value.</summary>
    public bool IsEnvironmental { get; private init; }

    /// <summary>Whether it is a list (<c>key[] = …</c>), whose entries are not kept.</summary>
    public bool IsList { get; private init; }
}
