namespace Matomo.Tokens.Configuration.Ini;

/// <summary>What a piece of a file is for the grammar.</summary>
internal enum IniTokenKind
{
    /// <summary>Nothing more is read: the end of the file, or a character at which PHP stops.</summary>
    End,
    EndOfLine,

    /// <summary><c>[</c> where a statement may begin.</summary>
    Section,

    /// <summary>The name before <c>=</c>.</summary>
    Key,

    /// <summary>The name before <c>[…] =</c>.</summary>
    ListKey,

    /// <summary><c>]</c> after the name of a section or of a list's entry.</summary>
    Closing,
    EqualsSign,

    /// <summary>An unquoted <c>true</c>, <c>no</c>, <c>null</c> and the like.</summary>
    Keyword,

    /// <summary>A part of a value or name: quoted or not, a blank between parts, a variable.</summary>
    Text,
    Operator,

    /// <summary>What no statement can hold in this place.</summary>
    Unexpected,
}
