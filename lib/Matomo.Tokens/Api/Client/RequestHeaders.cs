using System.Buffers;

namespace Matomo.Tokens.Api.Client;

/// <summary>Which headers a caller may add. A value is never repeated in a message: it may be a secret.</summary>
internal static class RequestHeaders
{
    // They belong to the body and the connection, and a request with others would not arrive as what it is.
    private static readonly string[] NotTheCallers = ["Content-Type", "Content-Length", "Transfer-Encoding", "Host"];

    // RFC 9110, 5.6.2.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>.</exception>
    public static void Check(ApiOptions options)
    {
        CheckValue("The user agent", options.UserAgent, nameof(ApiOptions.UserAgent));
        foreach (var (name, value) in options.Headers)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters))
                throw Invalid($"\"{Printable.Line(name)}\" cannot be the name of a header", nameof(ApiOptions.Headers));

            if (NotTheCallers.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw Invalid($"The header {name} is set for each request and cannot be given. Leave it out", nameof(ApiOptions.Headers));

            CheckValue($"The header {name}", value, nameof(ApiOptions.Headers));
            if (IsBearer(name, value))
            {
                throw Invalid(
                    $"The header {name} holds a Bearer token, which Matomo 5.4 and later take for one of their own: it would be refused, "
                    + "and count as a failed login, in every run. A proxy that needs a token has to take it in another header, and a "
                    + "password has settings of its own",
                    nameof(ApiOptions.Headers),
                    nameof(ApiOptions.WebUserName),
                    nameof(ApiOptions.WebPassword));
            }
        }
    }

    private static bool IsBearer(string name, string value) =>
        name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        && value.Trim().Split(' ')[0].Equals("Bearer", StringComparison.OrdinalIgnoreCase);

    private static void CheckValue(string what, string value, string setting)
    {
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            throw Invalid($"{what} holds a line break or another character that is not printable ASCII, which no header carries", setting);
    }

    private static TokenException Invalid(string why, params IReadOnlyList<string> settings) =>
        new(TokenErrorCode.InvalidArguments, $"{why}. Nothing was sent.", reason: new FailureReason.Settings(settings));
}
