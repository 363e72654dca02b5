namespace Matomo.Tokens.Stores;

/// <summary>A place that holds tokens: Matomo's HTTP API, or its database.</summary>
public interface ITokenStore
{
    /// <summary>Its name in results: <c>api</c> or <c>database</c>.</summary>
    string Name { get; }

    /// <summary>Matomo's URL, as noted beside a token file; null where the store has none.</summary>
    internal string? Url { get; }

    /// <summary>Whether it tells the time, so that this host's clock counts for nothing.</summary>
    internal bool HasClock => false;

    /// <summary>Reads what there is, once, for all requests. Changes nothing.</summary>
    /// <exception cref="Errors.TokenException">It cannot be read, or not be trusted.</exception>
    internal Task<ITokenSession> OpenAsync(IReadOnlyList<TokenQuery> queries, CancellationToken cancellationToken);
}
