using System.Collections;
using Matomo.Tokens;
using Matomo.Tokens.Api.Client;

namespace MatomoToken;

/// <summary>Reads the options of Matomo's API from the task's arguments.</summary>
internal static class ApiOptionsReader
{
    /// <summary>From Matomo's answer to the value's file.</summary>
    private static readonly TimeSpan TimeToKeep = TimeSpan.FromSeconds(2);

    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>.</exception>
    public static ApiOptions Read(ModuleContext context) => Read(context.Arguments) with
    {
        SecretSent = secret => context.AddSecret(secret.Reveal()),
        Conceal = context.Mask,
        CreationBegins = limit => context.BeginUnfinished(limit + TimeToKeep),
    };

    /// <summary>The same for a task of the database backend; null without url, or with an empty one.</summary>
    /// <inheritdoc cref="Read(ModuleContext)"/>
    public static ApiOptions? ReadIfGiven(ModuleContext context) =>
        context.Arguments.GetString(TokenOptions.Url) is { Length: > 0 } ? Read(context) : null;

    private static ApiOptions Read(ModuleArguments arguments) => new()
    {
        Url = MatomoUrl.Parse(
            arguments.GetString(TokenOptions.Url)
            ?? throw new TokenException(
                TokenErrorCode.InvalidArguments,
                "url is missing: give Matomo's base URL and password, or config_file to use its database without a password.")),
        WebUserName = arguments.GetString(TokenOptions.UrlUsername),
        WebPassword = arguments.GetString(TokenOptions.UrlPassword) is { } password ? new Secret(password) : null,
        ValidateCertificates = arguments.GetBool(TokenOptions.ValidateCerts) ?? true,
        CertificateAuthorities = arguments.GetString(TokenOptions.CaPath),
        ClientCertificate = arguments.GetString(TokenOptions.ClientCert),
        ClientKey = arguments.GetString(TokenOptions.ClientKey),
        Timeout = TimeoutReader.Read(arguments),
        UseProxy = arguments.GetBool(TokenOptions.UseProxy) ?? true,
        UserAgent = arguments.GetString(TokenOptions.HttpAgent) ?? TokenOptions.DefaultAgent,
        Headers = Headers(arguments.GetDict(TokenOptions.Headers) ?? new Dictionary<string, object?>()),
    };

    private static Dictionary<string, string> Headers(IReadOnlyDictionary<string, object?> given) =>
        given.FirstOrDefault(header => header.Value is IEnumerable and not string) is { Key: { } name }
            ? throw new TokenException(
                TokenErrorCode.InvalidArguments,
                $"{TokenOptions.Headers}: the value of {name} is a list or a dictionary, but a header has one text. Nothing was sent.")
            : given.ToDictionary(header => header.Key, header => Convert.ToString(header.Value, CultureInfo.InvariantCulture) ?? "");
}
