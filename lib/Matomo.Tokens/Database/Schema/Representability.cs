using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Database.Schema;

/// <summary>Refuses descriptions that the column's character set lacks characters for, before anything is changed.</summary>
internal static class Representability
{
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>, naming the request.</exception>
    public static async Task CheckAsync(
        DatabaseSession session, string? characterSet, IReadOnlyList<TokenQuery> queries, CancellationToken cancellationToken)
    {
        if (characterSet is null or "utf8mb4")
            return;

        foreach (var query in queries)
        {
            if (query.Request is { State: TokenState.Present, Description: { } description } && !Ascii.IsValid(description.Escaped)
                && !await IsRepresentableAsync(session, characterSet, description.Escaped, cancellationToken))
            {
                throw new TokenException(
                    TokenErrorCode.InvalidArguments,
                    $"The description \"{description}\" has a character that this Matomo's table cannot store: its character set is "
                    + $"{characterSet}. Leave it out, or convert the table (./console core:convert-to-utf8mb4). Nothing was changed.")
                {
                    RequestIndex = query.Index,
                };
            }
        }
    }

    private static async Task<bool> IsRepresentableAsync(
        DatabaseSession session, string characterSet, string text, CancellationToken cancellationToken)
    {
        if (characterSet is "utf8" or "utf8mb3")
            return !text.Any(char.IsSurrogate);

        var answer = await session.ReadAsync(
            "compare the description with the column's character set",
            sql => sql
                .Add("SELECT CONVERT(CONVERT(").Text(text).Add($" USING {characterSet}) USING utf8mb4) COLLATE utf8mb4_bin = CONVERT(")
                .Text(text).Add(" USING utf8mb4)"),
            row => row.GetInt32(0) == 1,
            cancellationToken);
        return answer is [true];
    }
}
