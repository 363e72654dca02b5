using System.Buffers;
using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Api;

/// <summary>Which headers a caller may add. A value is never repeated in a message: it may be a secret.</summary>
internal static class RequestHeaders
{
    private const string AgentOption = "http_agent";
    private const string HeadersOption = "headers";

    // They belong to the body and the connection, and a request with others would not arrive as what it is.
    private static readonly string[] NotTheCallers = ["Content-Type", "Content-Length", "Transfer-Encoding", "Host"];

    // RFC 9110, 5.6.2.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>.</exception>
    public static void Check(ApiOptions options)
    {
        CheckValue(AgentOption, options.UserAgent);
        foreach (var (name, value) in options.Headers)
        {
            CheckName(name);
            CheckValue($"{HeadersOption}: {name}", value);
        }
    }

    private static void CheckName(string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            throw Invalid($"{HeadersOption} holds \"{Printable.Line(name)}\", which cannot be the name of a header");
        }

        if (NotTheCallers.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw Invalid($"{HeadersOption} holds {name}, which is set for each request and cannot be given. Leave it out");
        }
    }

    private static void CheckValue(string where, string value)
    {
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw Invalid($"{where} holds a line break or another character that is not printable ASCII, which a header cannot carry");
        }
    }

    private static TokenException Invalid(string why) => new(TokenErrorCode.InvalidArguments, $"{why}. Nothing was sent.");
}
