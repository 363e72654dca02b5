namespace Matomo.Tokens.Tests.Configuration;

/// <summary>Files that are made by chance of what PHP's dialect treats in a special way.</summary>
internal sealed class TrickyFiles(int seed)
{
    private static readonly string[] Signs =
    [
        "\"", "\"", "\"", "'", "'", "\\", "\\", "$", "$", "{", "}", "${HOME}", "${", "${ A B }", ";", "#", "=", "|", "&", "^", "~", "(",
        ")", "!", "[", "[d]", "[]",
        " ", " ", " ", "\t", "\n", "\n", "\r", "\r\n", "\\\"", "\\\\", "\\$", "\"\n", "\\\"\n", "''", ":", ",", "/", "?", "<", ">", "@",
        "*", "%", "-", ".",
    ];

    private static readonly string[] Words =
    [
        "abc", "a b", "true", "TRUE", "trueish", "yes", "on", "no", "None", "none1", "NULL", "false", "off", "1", "12", "-3", "1.5", ".5",
        "0x1F", "1e3",
        "2147483648", "99999999999999999999", "E_ALL", "PHP_OS", "SIGINT", "MATOMO", "lower_case", "\u00C3\u00A4", "\u0080", "\u00FF",
        "&amp;", "&quot;", "&#36;",
    ];

    private static readonly string[] Keys =
    [
        "host", "a", "b c", " d", "\te", "f\t", "#g", "h.i-j", "a[]", "a[k]", "a[\"k\"]", "a['k' ", "true", "null ", "no\t", "nothing",
    ];

    private static readonly string[] Sections =
    [
        "[database]", "[General]", "[database] ", "[General];", "[ x ]", "[\"q\"]", "['r']", "[s] t=1", "[a.b:c]", "[]", "[E_ALL]",
        "[${HOME}]", " [u]", "\t[v]", "[w", "[d][e]", "[x\\]y]",
    ];

    private readonly Random _random = new(seed);

    public string Next() => _random.Next(4) switch
    {
        0 => Soup(1, 8),
        _ => string.Concat(Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Line())),
    };

    private string Line() => _random.Next(10) switch
    {
        0 or 1 => One(Sections) + "\n",
        2 => $"{One(Keys)} = \"{One(Words)}{One(Signs)}\"{One(Words)}\n",
        3 => One(Keys) + "\n",
        4 => $"{One(Keys)} = \"{Soup(0, 5)}\"\n",
        5 => $"{One(Keys)}={One(Words)}\n",
        6 => $"{One(Keys)} = {One(Words)} {One(Signs)}{One(Words)} ; {One(Signs)}\r\n",
        7 => $"{One(Keys)} = {One(Signs)}{One(Words)}\n",
        8 => ";" + Soup(0, 2) + "\n",
        _ => $"{One(Keys)} = {Soup(0, 4)}\n",
    };

    private string Soup(int least, int most)
    {
        var soup = new StringBuilder();
        for (var rest = _random.Next(least, most + 1); rest > 0; rest--)
            soup.Append(_random.Next(3) == 0 ? One(Words) : One(Signs));

        return soup.ToString();
    }

    private string One(string[] choices) => choices[_random.Next(choices.Length)];
}
