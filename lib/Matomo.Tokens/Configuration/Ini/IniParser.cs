using System.Text;

namespace Matomo.Tokens.Configuration.Ini;

/// <summary>Reads a file in PHP's INI dialect as <c>parse_ini_string</c> does with sections and <c>INI_SCANNER_NORMAL</c>.</summary>
/// <remarks>The grammar is that of <c>Zend/zend_ini_parser.y</c>, PHP 7.2 to 8.x.</remarks>
internal sealed class IniParser
{
    private const int DeepestNesting = 500;

    private readonly IniScanner _scanner;
    private readonly IniFile _file = new();
    private IniToken _token;
    private int _depth;

    private IniParser(string text)
    {
        _scanner = new IniScanner(text);
        Advance();
    }

    /// <summary>Reads a file.</summary>
    /// <param name="text">The file's bytes, one character each (Latin-1), without a byte order mark and a NUL.</param>
    /// <exception cref="IniSyntaxException">PHP would refuse it.</exception>
    public static IniFile Parse(string text)
    {
        // Matomo, too, ends every file with one (IniReader::readString).
        var parser = new IniParser(text + "\n");
        while (parser._token.Kind != IniTokenKind.End)
        {
            parser.ReadStatement();
        }

        return parser._file;
    }

    private void ReadStatement()
    {
        var token = _token;
        switch (token.Kind)
        {
            case IniTokenKind.EndOfLine:
                Advance();
                break;
            case IniTokenKind.Section:
                Advance();
                _file.Begin(ReadParts());
                Expect(IniTokenKind.Closing);
                break;
            case IniTokenKind.Key:
                Advance();
                ReadAssignment(token.Value.Text);
                break;
            case IniTokenKind.ListKey:
                Advance();
                _ = ReadParts();
                Expect(IniTokenKind.Closing);
                Expect(IniTokenKind.EqualsSign);
                _file.AddEntry(token.Value.Text, ReadValue());
                break;
            default:
                throw Fault();
        }
    }

    private void ReadAssignment(string key)
    {
        // A key alone on its line says nothing.
        if (_token.Kind == IniTokenKind.EqualsSign)
        {
            Advance();
            _file.Add(key, ReadValue());
        }
    }

    private IniValue ReadValue()
    {
        var value = _token.Value;
        if (_token.Kind is not (IniTokenKind.Keyword or IniTokenKind.EndOfLine))
        {
            return ReadExpression();
        }

        Advance();
        return value;
    }

    private IniValue ReadParts()
    {
        var text = new StringBuilder();
        var isEnvironmental = false;
        for (; _token.Kind == IniTokenKind.Text; Advance())
        {
            text.Append(_token.Value.Text);
            isEnvironmental |= _token.Value.IsEnvironmental;
        }

        return isEnvironmental ? IniValue.OfEnvironment : new IniValue(text.ToString());
    }

    private IniValue ReadExpression()
    {
        var left = ReadOperand();
        while (_token.Kind == IniTokenKind.Operator && _token.Value.Text is "|" or "&" or "^")
        {
            var operation = _token.Value.Text;
            Advance();
            left = IniArithmetic.Combine(left, operation, ReadOperand());
        }

        return left;
    }

    private IniValue ReadOperand()
    {
        if (_token.Kind == IniTokenKind.Text)
        {
            return ReadParts();
        }

        var operation = _token.Value.Text;
        if (_token.Kind != IniTokenKind.Operator || operation is not ("~" or "!" or "(") || _depth == DeepestNesting)
        {
            throw Fault();
        }

        Advance();
        _depth++;
        var value = operation == "(" ? ReadParenthesis() : IniArithmetic.Negate(operation, ReadOperand());
        _depth--;
        return value;
    }

    private IniValue ReadParenthesis()
    {
        var value = ReadExpression();
        if (_token.Kind != IniTokenKind.Operator || _token.Value.Text != ")")
        {
            throw Fault();
        }

        Advance();
        return value;
    }

    private void Expect(IniTokenKind kind)
    {
        if (_token.Kind != kind)
        {
            throw Fault();
        }

        Advance();
    }

    private void Advance() => _token = _scanner.Next();

    private IniSyntaxException Fault() => new(_scanner.Line);
}
