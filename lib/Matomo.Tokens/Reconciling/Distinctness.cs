using Matomo.Tokens.Errors;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Reconciling;

/// <summary>Refuses the same token file or value in two requests, before anything is read.</summary>
internal static class Distinctness
{
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>, naming both.</exception>
    public static void Check(IReadOnlyList<TokenRequest> requests, IReadOnlyList<FileSlot> slots)
    {
        RefuseSame("token_file", requests.Count, at => slots[at].Path);
        RefuseSame("value (token_auth)", requests.Count, at => requests[at].Value);
    }

    private static void RefuseSame<T>(string what, int count, Func<int, T?> of)
        where T : class
    {
        var seen = new Dictionary<T, int>();
        for (var at = 0; at < count; at++)
        {
            if (of(at) is { } one && !seen.TryAdd(one, at))
            {
                throw new TokenException(TokenErrorCode.InvalidArguments, $"Its {what} is that of tokens[{seen[one]}] too. Nothing was read or changed.").ForRequest(at);
            }
        }
    }
}
