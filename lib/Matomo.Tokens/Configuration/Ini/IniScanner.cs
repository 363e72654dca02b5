using System.Text;

namespace Matomo.Tokens.Configuration.Ini;

/// <summary>Takes a file in PHP's INI dialect apart as PHP does: of all rules that match, the one that takes the most characters.</summary>
/// <remarks>
/// The rules are those of <c>Zend/zend_ini_scanner.l</c> in the mode <c>INI_SCANNER_NORMAL</c>, as PHP 7.2 to 8.2 have them, and newer ones
/// for such files as Matomo's; what <c>parse_ini_string</c> gives is compared in the tests.
/// </remarks>
/// <param name="text">The file's bytes, one character each (Latin-1). It has no NUL and ends with a line feed.</param>
internal sealed class IniScanner(string text)
{
    private static readonly string[] Keywords = ["true", "on", "yes", "false", "off", "no", "none", "null"];

    private Place _place = Place.Statement;
    private int _at;
    private int _start;

    private enum Place
    {
        Statement,
        Value,

        /// <summary>In square brackets: a section's name, or that of a list's entry.</summary>
        Name,
    }

    /// <summary>The line on which the last token begins, counted from one.</summary>
    public int Line
    {
        get
        {
            var line = 1;
            for (var at = 0; at < _start; at++)
            {
                line += text[at] == '\n' || (text[at] == '\r' && text[at + 1] != '\n') ? 1 : 0;
            }

            return line;
        }
    }

    public IniToken Next()
    {
        _start = _at;
        if (_at == text.Length)
        {
            var isInValue = _place == Place.Value;
            _place = Place.Statement;
            return isInValue ? IniTokenKind.EndOfLine : IniTokenKind.End;
        }

        return _place switch
        {
            Place.Statement => NextOfStatement(),
            Place.Value => NextOfValue(),
            _ => NextOfName(),
        };
    }

    private IniToken NextOfStatement()
    {
        var next = AfterBlanks(_at);
        switch (text[next])
        {
            case '\r' or '\n' or ';':
                return EndLine(next);
            case '=':
                return Move(AfterBlanks(next + 1), Place.Value, IniTokenKind.EqualsSign);
        }

        // A space may begin a key, a tab may not.
        var end = _at;
        while (IsOfKey(text[end]))
        {
            end++;
        }

        if (text[end] == '[' && end > _at)
        {
            return Move(AfterBlanks(end + 1), Place.Name, new(IniTokenKind.ListKey, text[_at..end].Trim(' ')));
        }

        if (next > end)
        {
            _start = _at = next;
            return NextOfStatement();
        }

        return end == _at ? NextOfSigns() : Key(end);
    }

    private IniToken NextOfSigns() => text[_at] == '['
        ? Move(_at + 1, Place.Name, IniTokenKind.Section)
        : Move(_at + 1, Place.Statement, IniTokenKind.Unexpected);

    private IniToken Key(int end) => AfterKeyword(out _) >= end
        ? Move(end, Place.Statement, IniTokenKind.Unexpected)
        : Move(end, Place.Statement, new(IniTokenKind.Key, text[_at..end].Trim(' ')));

    private IniToken NextOfValue()
    {
        var next = AfterBlanks(_at);
        switch (text[next])
        {
            case '\r' or '\n' or ';':
                return EndLine(next);
            case '"':
                return Quoted(next);
        }

        return next > _at ? Text(next) : NextOfValueParts();
    }

    private IniToken NextOfValueParts()
    {
        switch (text[_at])
        {
            case '&' or '|' or '^' or '~' or '(' or ')' or '!':
                return Move(AfterBlanks(_at + 1), Place.Value, new(IniTokenKind.Operator, text[_at..(_at + 1)]));
            case '=':
                return Move(_at, Place.Statement, IniTokenKind.EndOfLine);
            case '\'' when text[_at + 1] == '\'':
                // PHP has no empty text in single quotes: the first quote ends the value, and the second begins a key.
                return Move(_at + 1, Place.Statement, IniTokenKind.EndOfLine);
            case '\'':
                return SingleQuoted();
            case '$' when text[_at + 1] == '{':
                return Variable();
        }

        var end = AfterRun(IsOfValue, hasEscapes: false);
        if (AfterKeyword(out var meaning) is var afterKeyword && afterKeyword >= end)
        {
            return Move(afterKeyword, Place.Value, new(IniTokenKind.Keyword, meaning));
        }

        return PhpConstant.MayBe(text[_at..end]) ? Move(end, Place.Value, new(IniTokenKind.Text, IniValue.OfEnvironment)) : Text(end);
    }

    private IniToken NextOfName()
    {
        var next = AfterBlanks(_at);
        switch (text[_at])
        {
            case ']':
                return Move(AfterBlanks(_at + 1), Place.Statement, IniTokenKind.Closing);
            case '\'' when text[_at + 1] == '\'':
                return IniTokenKind.Unexpected;
            case '\'':
                return SingleQuoted();
            case '$' when text[_at + 1] == '{':
                return Variable();
        }

        return text[next] == '"' ? Quoted(next) : AfterRun(IsOfName, hasEscapes: true) is var end && end > _at ? Text(end) : IniTokenKind.Unexpected;
    }

    private IniToken Quoted(int quote)
    {
        var content = new StringBuilder();
        var isEnvironmental = false;
        var at = quote + 1;
        while (at < text.Length)
        {
            switch (text[at])
            {
                case '"':
                    var value = isEnvironmental ? IniValue.OfEnvironment : new IniValue(content.ToString());
                    return Move(AfterBlanks(at + 1), _place, new(IniTokenKind.Text, value));
                case '$' when text[at + 1] == '{':
                    isEnvironmental = true;
                    at = AfterVariable(at);
                    break;
                case '\\':
                    at = Escaped(at, content);
                    break;
                default:
                    content.Append(text[at++]);
                    break;
            }
        }

        return IniTokenKind.Unexpected;
    }

    private int Escaped(int at, StringBuilder content)
    {
        var next = text[at + 1];

        // A backslash before the last quote of a line is itself, as in "C:\path\".
        if (next == '"' && text[at + 2] is '\r' or '\n')
        {
            content.Append('\\');
            return at + 1;
        }

        content.Append(next is '"' or '\\' or '$' ? "" : "\\").Append(next);
        return at + 2;
    }

    private IniToken SingleQuoted()
    {
        var end = text.IndexOf('\'', _at + 1);
        return end < 0
            ? Move(text.Length, Place.Statement, IniTokenKind.End)
            : Move(end + 1, _place, new(IniTokenKind.Text, text[(_at + 1)..end]));
    }

    private IniToken Variable() => AfterVariable(_at) is var end && end < text.Length
        ? Move(end, _place, new(IniTokenKind.Text, IniValue.OfEnvironment))
        : IniTokenKind.Unexpected;

    /// <summary>The place after <c>${NAME}</c>, or since PHP 8.3 <c>${NAME:-what else}</c>; the end of the file when it is neither.</summary>
    private int AfterVariable(int at)
    {
        var end = at + 2;
        while (IsOfKey(text[end]))
        {
            end++;
        }

        if (text.IndexOf(":-", at, end - at, StringComparison.Ordinal) >= 0)
        {
            for (var depth = 0; text[end] is not ('\r' or '\n') && (depth > 0 || text[end] != '}'); end++)
            {
                depth += text[end] switch { '{' => 1, '}' => -1, _ => 0 };
            }
        }

        return end > at + 2 && text[end] == '}' ? end + 1 : text.Length;
    }

    /// <summary>The place after as many characters as can be taken from here.</summary>
    /// <remarks>A dollar sign takes the next character along, whatever it is, and a backslash after it one more if that lets the run go further.</remarks>
    private int AfterRun(Func<char, bool> isPlain, bool hasEscapes)
    {
        // Bit n: the run can end n characters after "at" and go on there.
        var ends = 1;
        var last = _at;
        for (var at = _at; ends != 0; at++, ends >>= 1)
        {
            if ((ends & 1) == 0)
            {
                continue;
            }

            last = at;
            var rest = text.Length - at;
            if (rest > 0 && isPlain(text[at]))
            {
                ends |= 2;
            }

            if (rest > 1 && (text[at] == '$' ? text[at + 1] != '{' : hasEscapes && text[at] == '\\'))
            {
                ends |= 4;
            }

            if (rest > 2 && text[at] == '$' && text[at + 1] == '\\')
            {
                ends |= 8;
            }
        }

        return last;
    }

    /// <summary>The place after a keyword and the blanks that follow it; -1 when none is here.</summary>
    private int AfterKeyword(out string meaning)
    {
        var end = -1;
        meaning = "";
        for (var number = 0; number < Keywords.Length; number++)
        {
            var keyword = Keywords[number];
            if (string.Compare(text, _at, keyword, 0, keyword.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                end = Math.Max(end, AfterBlanks(_at + keyword.Length));
                meaning = number < 3 ? "1" : "";
            }
        }

        return end;
    }

    private IniToken EndLine(int at)
    {
        var end = text.AsSpan(at).IndexOfAny('\r', '\n') + at;
        return Move(end + (text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1), Place.Statement, IniTokenKind.EndOfLine);
    }

    private IniToken Text(int end) => Move(end, _place, new(IniTokenKind.Text, text[_at..end]));

    private IniToken Move(int to, Place place, IniToken token)
    {
        _at = to;
        _place = place;
        return token;
    }

    private int AfterBlanks(int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }

    private static bool IsOfKey(char character) =>
        character is not ('=' or '\n' or '\r' or '\t' or ';' or '&' or '|' or '^' or '$' or '~' or '(' or ')' or '{' or '}' or '!' or '"' or '[');

    private static bool IsOfValue(char character) =>
        character is not ('$' or '=' or ' ' or '\t' or '\n' or '\r' or ';' or '&' or '|' or '^' or '~' or '(' or ')' or '!' or '"' or '\'');

    private static bool IsOfName(char character) => character is not ('$' or '\n' or '\r' or ';' or '"' or '\'' or ']' or '\\');
}
