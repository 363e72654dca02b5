namespace Matomo.Tokens.Configuration.Ini;

/// <summary>Tells unquoted words that may be constants of the web server's PHP, which PHP replaces by their value.</summary>
/// <remarks>
/// The constants of PHP, its extensions and Matomo (<c>E_ALL</c>, <c>PHP_VERSION</c>, <c>PIWIK_USER_PATH</c>) are upper case and have an
/// underscore, but for a few that are listed here, and for the <c>v</c> of <c>STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT</c>. Any other word is itself.
/// </remarks>
internal static class PhpConstant
{
    private static readonly string[] WithoutUnderscore =
    [
        "CODESET", "CRNCYSTR", "ERA", "GROUPING", "INF", "NAN", "NOEXPR", "NOSTR", "RADIXCHAR", "SOMAXCONN", "STDERR", "STDIN", "STDOUT", "THOUSEP",
        "WCONTINUED", "WNOHANG", "WUNTRACED", "YESEXPR", "YESSTR",
    ];

    public static bool MayBe(string word)
    {
        var (letters, underscores) = (0, 0);
        foreach (var character in word)
        {
            if (!char.IsAsciiLetterUpper(character) && !char.IsAsciiDigit(character) && character is not ('_' or 'v'))
            {
                return false;
            }

            letters += char.IsAsciiLetterUpper(character) ? 1 : 0;
            underscores += character == '_' ? 1 : 0;
        }

        return letters > 0 && !char.IsAsciiDigit(word[0])
            && (underscores > 0 || word.StartsWith("SIG", StringComparison.Ordinal) || Array.IndexOf(WithoutUnderscore, word) >= 0);
    }
}
