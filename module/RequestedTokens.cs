using Matomo.Tokens.Api.Client;

namespace MatomoToken;

/// <summary>All tokens that a task asks for.</summary>
/// <param name="Items">The tokens, in the order of the task.</param>
/// <param name="Credentials">The users' credentials for Matomo's API, by login.</param>
/// <param name="IsList">Whether the task has <c>tokens</c>, so that the result has <c>results</c>.</param>
internal sealed record RequestedTokens(
    IReadOnlyList<RequestedToken> Items, IReadOnlyDictionary<string, UserCredentials> Credentials, bool IsList)
{
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>.</exception>
    public static RequestedTokens Read(ModuleArguments arguments, TimeProvider clock)
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
                items.Add(reader.Read(new TokenArguments(arguments, entry, setAtTop)));
            }
            catch (TokenException exception)
            {
                exception.RequestIndex ??= items.Count;
                throw;
            }
        }

        return new RequestedTokens(items, reader.Credentials, IsList: true);
    }
}
