using System.Collections;
using Matomo.Tokens;
using Matomo.Tokens.Api.Client;

namespace MatomoToken;

/// <summary>Reads the options of Matomo's API from the task's arguments.</summary>
internal static class ApiOptionsReader
{
    // Words in the names of headers that authenticate. Others are left readable: masking a value such as "1" would mask it everywhere.
    private static readonly string[] SecretHeaders = ["auth", "cookie", "key", "password", "secret", "token"];

    /// <param name="arguments">The arguments.</param>
    /// <param name="addSecret">Called with each secret that an option holds which is not one for secrets, so that it is masked.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>.</exception>
    public static ApiOptions Read(ModuleArguments arguments, Action<string> addSecret) => new()
    {
        Url = Url(
            arguments.GetString(TokenOptions.Url)
            ?? throw new TokenException(
                TokenErrorCode.InvalidArguments,
                "url is missing: give Matomo's base URL and password, or config_file to use its database without a password."),
            addSecret),
        WebUserName = arguments.GetString(TokenOptions.UrlUsername),
        WebPassword = arguments.GetString(TokenOptions.UrlPassword) is { } password ? new Secret(password) : null,
        ValidateCertificates = arguments.GetBool(TokenOptions.ValidateCerts) ?? true,
        CertificateAuthorities = arguments.GetString(TokenOptions.CaPath),
        ClientCertificate = arguments.GetString(TokenOptions.ClientCert),
        ClientKey = arguments.GetString(TokenOptions.ClientKey),
        Timeout = TimeoutReader.Read(arguments),
        UseProxy = arguments.GetBool(TokenOptions.UseProxy) ?? true,
        UserAgent = arguments.GetString(TokenOptions.HttpAgent) ?? TokenOptions.DefaultAgent,
        Headers = Headers(arguments.GetDict(TokenOptions.Headers) ?? new Dictionary<string, object?>(), addSecret),
    };

    /// <summary>The same for a task of the database backend; null without url, or with an empty one.</summary>
    /// <inheritdoc cref="Read"/>
    public static ApiOptions? ReadIfGiven(ModuleArguments arguments, Action<string> addSecret) =>
        arguments.GetString(TokenOptions.Url) is { Length: > 0 } ? Read(arguments, addSecret) : null;

    private static Dictionary<string, string> Headers(IReadOnlyDictionary<string, object?> given, Action<string> addSecret)
    {
        foreach (var text in given.Where(header => IsSecret(header.Key) || IsCollection(header.Value)).SelectMany(header => Texts(header.Value)))
            addSecret(text);

        return given.FirstOrDefault(header => IsCollection(header.Value)) is { Key: { } name }
            ? throw new TokenException(
                TokenErrorCode.InvalidArguments,
                $"{TokenOptions.Headers}: the value of {name} is a list or a dictionary, but a header has one text. Nothing was sent.")
            : given.ToDictionary(header => header.Key, header => Convert.ToString(header.Value, CultureInfo.InvariantCulture) ?? "");
    }

    private static bool IsSecret(string header) => SecretHeaders.Any(word => header.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsCollection(object? value) => value is IEnumerable and not string;

    private static IEnumerable<string> Texts(object? value) => value switch
    {
        string text => [text],
        IEnumerable<KeyValuePair<string, object?>> entries => entries.SelectMany(entry => Texts(entry.Value)),
        IEnumerable elements => elements.Cast<object?>().SelectMany(Texts),
        _ => [Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""],
    };

    private static Uri Url(string text, Action<string> addSecret)
    {
        try
        {
            return MatomoUrl.Parse(text);
        }
        catch (TokenException)
        {
            foreach (var secret in UrlSecrets.Of(text))
                addSecret(secret);

            throw;
        }
    }
}
