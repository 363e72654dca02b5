using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Ansible.Modules.Python;

/// <summary>
/// Reads a dictionary, list, tuple, string, number, True, False or None as Python writes it (<c>ast.literal_eval</c>): a template
/// that expands to a dictionary often arrives as <c>{'a': True}</c>. Tuples become lists; bytes, sets and complex numbers are refused.
/// </summary>
internal sealed partial class PythonLiteral
{
    private const int MaximumDepth = 90;

    private readonly string _text;
    private int _index;

    private PythonLiteral(string text) => _text = text;

    public static bool TryParse(string text, out object? value)
    {
        var literal = new PythonLiteral(text);
        return literal.TryReadValue(depth: 0, out value) && literal.IsAtEnd();
    }

    private bool TryReadValue(int depth, out object? value)
    {
        value = null;
        SkipBlanks();
        if (_index == _text.Length || depth > MaximumDepth)
        {
            return false;
        }

        switch (_text[_index])
        {
            case '{':
                _index++;
                return TryReadMap(depth, out value);
            case '[':
                _index++;
                return TryReadSequence(']', depth, out value, out _);
            case '(':
                _index++;
                return TryReadParentheses(depth, out value);
            default:
                return TryReadStrings(out value) || TryReadWord(out value);
        }
    }

    private bool TryReadMap(int depth, out object? value)
    {
        var map = new JsonMap();
        value = map;
        while (!TrySkip('}'))
        {
            if (!TryReadValue(depth + 1, out var key) || key is JsonList or JsonMap || !TrySkip(':')
                || !TryReadValue(depth + 1, out var member))
            {
                return false;
            }

            map[PythonText.Str(key)] = member;
            if (!TrySkip(',') && !IsNext('}'))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryReadSequence(char end, int depth, out object? value, out bool hasComma)
    {
        var list = new JsonList();
        value = list;
        hasComma = false;
        while (!TrySkip(end))
        {
            if (!TryReadValue(depth + 1, out var element))
            {
                return false;
            }

            list.Add(element);
            var comma = TrySkip(',');
            hasComma |= comma;
            if (!comma && !IsNext(end))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A tuple, or a value in parentheses, which is that value.</summary>
    private bool TryReadParentheses(int depth, out object? value)
    {
        if (!TryReadSequence(')', depth, out value, out var hasComma))
        {
            return false;
        }

        value = value is JsonList { Count: 1 } single && !hasComma ? single[0] : value;
        return true;
    }

    /// <summary>Strings beside each other are one.</summary>
    private bool TryReadStrings(out object? value)
    {
        string? joined = null;
        for (var match = Next(StringPattern()); match.Success; match = Next(StringPattern()))
        {
            if (!PythonEscapes.TryRead(match.Groups["body"].Value, raw: match.Groups["raw"].Success, out var part))
            {
                break;
            }

            joined += part;
            _index += match.Length;
        }

        value = joined;
        return joined is not null;
    }

    private bool TryReadWord(out object? value)
    {
        var word = Next(WordPattern()).Value;
        _index += word.Length;
        value = word switch { "True" => true, "False" => false, _ => null };
        return word is "True" or "False" or "None" || (word.Length > 0 && TryReadNumber(word, out value));
    }

    private static bool TryReadNumber(string word, [NotNullWhen(true)] out object? value)
    {
        value = null;
        if (LeadingZeroPattern().IsMatch(word))
        {
            return false;
        }

        if (PythonInt.TryParse(word, out var whole))
        {
            value = whole;
        }
        else if (char.IsAsciiDigit(word[^1]) || word[^1] == '.')
        {
            value = PythonFloat.TryParse(word, out var number) ? number : null;
        }

        return value is not null;
    }

    private bool TrySkip(char character)
    {
        var isNext = IsNext(character);
        _index += isNext ? 1 : 0;
        return isNext;
    }

    private bool IsNext(char character)
    {
        SkipBlanks();
        return _index < _text.Length && _text[_index] == character;
    }

    private bool IsAtEnd()
    {
        SkipBlanks();
        return _index == _text.Length;
    }

    private Match Next(Regex pattern)
    {
        SkipBlanks();
        return pattern.Match(_text, _index);
    }

    private void SkipBlanks()
    {
        while (_index < _text.Length && _text[_index] is ' ' or '\t' or '\n' or '\r' or '\f')
        {
            _index++;
        }
    }

    [GeneratedRegex(@"\G[uU]?(?<raw>[rR])?(?<quote>['""])(?!\k<quote>{2})(?<body>(\\[\s\S]|(?!\k<quote>)[^\\\r\n])*)\k<quote>", RegexOptions.ExplicitCapture)]
    private static partial Regex StringPattern();

    [GeneratedRegex(@"\G[+-]?[A-Za-z0-9_.]+((?<=[0-9._]*[eE])[+-][0-9_]+)?", RegexOptions.ExplicitCapture)]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"\A[+-]?0[0_]*[1-9][0-9_]*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex LeadingZeroPattern();
}
