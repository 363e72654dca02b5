using Matomo.Tokens;
using Matomo.Tokens.Api.Client;

namespace MatomoToken;

/// <summary>All tokens that a task asks for.</summary>
/// <param name="Items">The tokens, in the order of the task.</param>
/// <param name="Credentials">The users' credentials for Matomo's API, by login.</param>
/// <param name="IsList">Whether the task has <c>tokens</c>, so that the result has <c>results</c>.</param>
internal sealed record RequestedTokens(
    IReadOnlyList<RequestedToken> Items, IReadOnlyDictionary<string, UserCredentials> Credentials, bool IsList)
{
    /// <param name="arguments">The options of the task.</param>
    /// <param name="clock">The time at this host.</param>
    /// <param name="isOfRole">Whether the role asks, whose entries may say more.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>.</exception>
    public static RequestedTokens Read(ModuleArguments arguments, TimeProvider clock, bool isOfRole = false)
    {
        var reader = new TokenRequestReader(clock);
        if (arguments.GetSuboptionsList(TokenOptions.Tokens) is not { } entries)
        {
            var only = reader.Read(new TokenArguments(arguments));
            return new RequestedTokens([only], reader.Credentials, IsList: false);
        }

        var names = TokenOptions.Spec.Options.Select(option => option.Name);
        var setAtTop = names.Where(name => arguments.GetRaw(name) is not null).ToHashSet(StringComparer.Ordinal);
        var items = new List<RequestedToken>(entries.Count);
        foreach (var entry in entries)
        {
            try
            {
                var item = reader.Read(new TokenArguments(arguments, entry, setAtTop));
                items.Add(isOfRole ? OfRole(item, entry) : item);
            }
            catch (TokenException exception)
            {
                exception.RequestIndex ??= items.Count;
                throw;
            }
        }

        return new RequestedTokens(items, reader.Credentials, IsList: true);
    }

    private static RequestedToken OfRole(RequestedToken item, ModuleArguments entry)
    {
        var found = entry.GetString(TokenOptions.Found) is { } text ? new Secret(text) : null;
        return item with
        {
            Request = item.Request with
            {
                TokenFile = item.Request.TokenFile is { } file ? file with { Found = found } : null,
                ReplacesOther = entry.GetBool(TokenOptions.ReplacesOther) ?? false,
            },
        };
    }
}
