namespace Matomo.Tokens.Configuration;

/// <summary>Names in a sentence: <c>one, two and three</c>.</summary>
internal static class WordList
{
    /// <param name="names">At least one.</param>
    public static string Of(IEnumerable<string> names) => names.ToList() switch
    {
        [var only] => only,
        [.. var first, var last] => $"{string.Join(", ", first)} and {last}",
        [] => throw new ArgumentException("There is no name.", nameof(names)),
    };
}
