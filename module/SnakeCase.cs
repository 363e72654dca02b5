namespace MatomoToken;

/// <summary>The library's names as Ansible spells names.</summary>
internal static class SnakeCase
{
    /// <summary>A code as results spell it, such as <c>token_file_not_ours</c>.</summary>
    public static string Name(this TokenErrorCode code) =>
        Of(Enum.GetName(code) ?? throw new ArgumentOutOfRangeException(nameof(code), code, null));

    /// <param name="name">Such as <c>ExpiresAt</c>.</param>
    public static string Of(string name) =>
        string.Concat(name.Select((letter, at) => (at > 0 && char.IsUpper(letter) ? "_" : "") + char.ToLowerInvariant(letter)));
}
