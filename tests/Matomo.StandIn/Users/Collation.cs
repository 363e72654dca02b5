namespace Matomo.StandIn.Users;

/// <summary>utf8mb4_uca1400_ai_ci and utf8mb4_0900_ai_ci, as far as logins go: without case and without accents.</summary>
internal static class Collation
{
    private const string Accented = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ";
    private const string Plain = "aaaaaaceeeeiiiinooooouuuuyy";

    public static bool Same(string one, string other) => Folded(one) == Folded(other);

    private static string Folded(string text) => string.Concat(text.ToLowerInvariant().Select(Folded));

    private static char Folded(char character) =>
        Accented.IndexOf(character, StringComparison.Ordinal) is >= 0 and var index ? Plain[index] : character;
}
