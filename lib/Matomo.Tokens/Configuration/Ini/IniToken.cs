namespace Matomo.Tokens.Configuration.Ini;

/// <summary>A piece of a file.</summary>
/// <param name="Kind">What it is for the grammar.</param>
/// <param name="Value">What it stands for.</param>
internal readonly record struct IniToken(IniTokenKind Kind, IniValue Value)
{
    public IniToken(IniTokenKind kind, string text = "")
        : this(kind, text.Length == 0 ? IniValue.Empty : new IniValue(text))
    {
    }

    public static implicit operator IniToken(IniTokenKind kind) => new(kind);
}
