using System.Buffers;
using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Api.Client;

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
            RefuseBearer(name, value);
        }
    }

    // Matomo takes it for a token of its own (5.4 and later): a failed login in each run, or a conflict with the token that is meant.
    private static void RefuseBearer(string name, string value)
    {
        if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) && value.Trim().Split(' ')[0].Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid(
                $"{HeadersOption} holds {name} with a Bearer token, which Matomo 5.4 and later take for one of their own: it would be refused, and count as a failed login, in every run. "
                + "A proxy that needs a token has to take it in another header; url_username and url_password send a password that way");
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
