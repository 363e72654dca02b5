using Matomo.Tokens.Api.Client;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>Whether this Matomo's API takes <c>secureOnly</c>: 5.3.0-alpha ignores it. Only a live token is told the version.</summary>
internal sealed class SecureOnlySupport(MatomoClient client)
{
    private static readonly Version First = new(5, 8);

    /// <summary>The version that Matomo told; null while it told none.</summary>
    public string? MatomoVersion { get; private set; }

    /// <summary>
    /// Asks with a live token; null when Matomo tells no version. A refusal, as a user without a site gets, and a failure leave it open:
    /// what has been made is not given up for it.
    /// </summary>
    public async Task<bool?> AskAsync(TokenValue token, CancellationToken cancellationToken)
    {
        try
        {
            MatomoVersion ??= (await client.CallAsync(MatomoMethods.Version(token), cancellationToken)).ValueText;
        }
        catch (TokenException)
        {
            return null;
        }

        return MatomoVersion is null ? null : Version.TryParse(MatomoVersion.Split('-')[0], out var version) && version >= First;
    }
}
