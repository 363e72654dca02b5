using Matomo.Tokens.Api.Client;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>Whether this Matomo's API takes <c>secureOnly</c>, which 5.8.0 does and 5.3.0-alpha ignores. Only a live token is told the version.</summary>
internal sealed class SecureOnlySupport
{
    private static readonly Version First = new(5, 8);

    private readonly MatomoClient _client;

    public SecureOnlySupport(MatomoClient client)
    {
        _client = client;
    }

    /// <summary>The version that Matomo told; null while it told none.</summary>
    public string? MatomoVersion { get; private set; }

    /// <summary>Whether the version takes it; null when Matomo told none.</summary>
    public bool? IsThere => MatomoVersion is null ? null : Number(MatomoVersion) is { } number && number >= First;

    /// <summary>Asks with a live token. A refusal, as a user without a site gets, and a failure leave the version open.</summary>
    public async Task AskAsync(TokenValue token, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _client.CallAsync(MatomoMethods.Version(token), cancellationToken);
            MatomoVersion ??= answer.IsRefusal ? null : answer.Value?.Value as string;
        }
        catch (TokenException)
        {
            // Whoever needs to know says that it is open; what has been made is not given up for it.
        }
    }

    // "5.8.0-b2" and "5.10.1" as well.
    private static Version? Number(string text)
    {
        var parts = text.Split('.', '-');
        return parts.Length > 1
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? new Version(major, minor)
            : null;
    }
}
