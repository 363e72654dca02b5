namespace Matomo.Tokens.Configuration;

/// <summary>Reads what Matomo writes and people edit: sections, <c>key = number | word | "…" | '…'</c>, <c>key[]</c>, comments.</summary>
/// <remarks>
/// Such a value is read as PHP's <c>parse_ini_string</c> reads it (<c>INI_SCANNER_NORMAL</c>, PHP 7.2 to 8.x). Any other, with several
/// parts, operators, variables or constants, is one that only PHP knows. Its end is found as <c>Zend/zend_ini_scanner.l</c> finds it, so
/// that no line of a quoted text is taken for a section or a key.
/// </remarks>
internal sealed class IniReader(string path, string text)
{
    private const string Blanks = " \t";
    private const string EndsOfKey = "=\n\r\t;&|^$~(){}!\"[";
    private const string EndsOfName = "\n\r;\"'$\\]";
    private const string EndsOfWord = " \t\n\r;\"'$=&|^~()!";

    private static readonly string[] ConstantsWithoutUnderscore =
    [
        "CODESET", "CRNCYSTR", "ERA", "GROUPING", "INF", "NAN", "NOEXPR", "NOSTR", "RADIXCHAR", "SOMAXCONN", "STDERR", "STDIN", "STDOUT",
        "THOUSEP", "WCONTINUED", "WNOHANG", "WUNTRACED", "YESEXPR", "YESSTR",
    ];

    private readonly Dictionary<string, Dictionary<string, IniValue>> _sections = [];
    private Dictionary<string, IniValue> _keys = [];
    private int _statement;
    private int _at;

    private int Length => text.Length;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="text">Its bytes, one character each (Latin-1), without a byte order mark and a NUL.</param>
    /// <returns>The keys by section, without those before the first section. A section that comes again replaces what came before it, as
    /// does a key; both are compared exactly. A section whose name only PHP knows is left out.</returns>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.ConfigUnreadable"/>: PHP would refuse the file, or it cannot be told
    /// where a value ends.</exception>
    public static Dictionary<string, Dictionary<string, IniValue>> Read(string path, string text)
    {
        // Matomo, too, ends every file with a line end (IniReader::readString).
        var reader = new IniReader(path, text + "\n");
        while (reader.Skip(" \t\r\n") < reader.Length)
            reader.ReadStatement();

        return reader._sections;
    }

    private void ReadStatement()
    {
        _statement = _at;
        switch (text[_at])
        {
            case ';':
                _ = ReadUntil("\r\n");
                break;

            // After a space PHP takes the bracket for that of a list without a name.
            case '[' when _at == 0 || text[_at - 1] != ' ':
                _keys = [];
                if (ReadName() is { } name)
                    _sections[name] = _keys;

                break;
            default:
                ReadKey();
                break;
        }
    }

    private void ReadKey()
    {
        var key = ReadUntil(EndsOfKey).TrimEnd(' ');
        var isList = text[_at] == '[';
        if (isList)
            _ = ReadName();

        var hasValue = text[Skip(Blanks)] == '=';
        if (key.Length == 0 || (isList && !hasValue))
            throw Fault();

        // A key alone on its line says nothing.
        if (hasValue)
        {
            var value = ReadValue();
            var entries = isList ? _keys.GetValueOrDefault(key)?.Entries ?? [] : null;
            entries?.Add(value);
            _keys[key] = new IniValue(isList ? null : value, entries);
        }
    }

    private string? ReadName()
    {
        _at++;
        var name = ReadPart(isName: true);
        return text[_at++] == ']' ? name : throw Fault();
    }

    private string? ReadValue()
    {
        _at++;
        string? value = "";
        for (var parts = 0; text[Skip(Blanks)] is not ('\r' or '\n' or ';'); parts++)
        {
            // PHP has no empty text in single quotes: the first quote ends the value, and the second begins a key.
            if (text.AsSpan(_at).StartsWith("''"))
            {
                _at++;
                return parts == 0 ? "" : null;
            }

            var part = ReadPart(isName: false);
            value = parts == 0 ? part : null;
        }

        return value;
    }

    private string? ReadPart(bool isName) => text[_at] switch
    {
        '"' => ReadDoubleQuoted(),
        '\'' => ReadSingleQuoted(),
        '$' when text[_at + 1] == '{' => SkipVariable(),
        _ => isName ? ReadUntil(EndsOfName) : ReadWord(),
    };

    private string? ReadWord()
    {
        var start = _at;
        _ = ReadUntil(EndsOfWord);
        while (text[_at] == '$' && text[_at + 1] != '{')
        {
            // PHP takes the next character along, whatever it is: it may be the line's end.
            _at++;
            if (text[_at] == '\\' || ReadUntil(EndsOfWord).Length == 0)
                throw Fault();
        }

        var word = text[start.._at];

        // An operator, which is part of no word.
        _at += word.Length == 0 ? 1 : 0;
        return word.ToLowerInvariant() switch
        {
            "true" or "on" or "yes" => "1",
            "false" or "off" or "no" or "none" or "null" => "",
            "" => null,
            _ => MayBeConstant(word) ? null : word,
        };
    }

    private string ReadSingleQuoted()
    {
        _at++;
        var content = ReadUntil("'");
        _at++;
        return content;
    }

    private string? ReadDoubleQuoted()
    {
        var content = new StringBuilder();
        var hasVariable = false;
        _at++;
        while (true)
        {
            content.Append(ReadUntil("\"\\$"));
            var (sign, next) = (text[_at], text[_at + 1]);
            if (sign == '"')
            {
                _at++;
                return hasVariable ? null : content.ToString();
            }

            if (sign == '$' && next == '{')
            {
                hasVariable = true;
                _ = SkipVariable();
                continue;
            }

            // A backslash before the last quote of a line is itself, as in "C:\path\".
            var isEscape = sign == '\\' && (next is '\\' or '$' || (next == '"' && text[_at + 2] is not ('\r' or '\n')));
            content.Append(isEscape ? next : sign);
            _at += isEscape ? 2 : 1;
        }
    }

    private string? SkipVariable()
    {
        _at += 2;
        _ = ReadUntil("{}\"'\r\n");
        return text[_at++] == '}' ? null : throw Fault();
    }

    /// <summary>Whether PHP may have a constant of this name, whose value it then takes.</summary>
    /// <remarks>Those of PHP, its extensions and Matomo (<c>E_ALL</c>, <c>PIWIK_USER_PATH</c>) are upper case and have an underscore, but
    /// for the few that are listed here, and for the <c>v</c> of <c>STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT</c>.</remarks>
    private static bool MayBeConstant(string word) => word.AsSpan().ContainsAnyInRange('A', 'Z')
        && word.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character is '_' or 'v')
        && (word.Contains('_') || word.StartsWith("SIG", StringComparison.Ordinal) || ConstantsWithoutUnderscore.Contains(word));

    private string ReadUntil(string ends)
    {
        var length = text.AsSpan(_at).IndexOfAny(ends);
        _at += length >= 0 ? length : throw Fault();
        return text.Substring(_at - length, length);
    }

    private int Skip(string characters) => _at = text.Length - text.AsSpan(_at).TrimStart(characters).Length;

    private TokenException Fault() => ConfigurationFile.Unreadable(
        $"Line {text.AsSpan(0, _statement).Count('\n') + 1} of {path} is a syntax error for PHP, or its value has no clear end. "
        + "Correct the line: write the value in double quotes. Its text is not shown, as it may be a secret.", null);
}
