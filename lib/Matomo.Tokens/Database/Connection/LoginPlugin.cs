using System.Security.Authentication;
using System.Text.RegularExpressions;
using MySqlConnector;

namespace Matomo.Tokens.Database.Connection;

/// <summary>The server's plugin that an account logs in by, where a login failed for it.</summary>
internal static partial class LoginPlugin
{
    /// <summary>Whether the plugin has the password itself sent, and MySqlConnector does not over this connection.</summary>
    public static bool WantsEncryption(Exception exception) =>
        exception is MySqlException { ErrorCode: MySqlErrorCode.UnableToConnectToHost } or AuthenticationException
        && exception.Message.StartsWith("Authentication method '", StringComparison.Ordinal);

    public static bool IsUnsupported(Exception exception) => exception is NotSupportedException;

    /// <summary>What to say instead of MySqlConnector's words, which name options of its own.</summary>
    public static string Words(Exception exception)
    {
        if (Name().Match(exception.Message) is not { Success: true } match)
            return exception.Message.TrimEnd('.');

        var plugin = match.Groups["plugin"].Value;
        return IsUnsupported(exception)
            ? $"the account logs in by {plugin.Replace("client_ed25519", "ed25519", StringComparison.Ordinal)}, which is not supported"
            : $"the account logs in by {plugin}, which has the password itself sent, and the connection is not one to send it over";
    }

    public static string UnsupportedRemedy =>
        "Supported are mysql_native_password, caching_sha2_password and sha256_password, and over the server's socket unix_socket and "
        + "auth_socket. An administrator of the database changes it (ALTER USER), or creates another account.";

    public static FailureReason.DatabaseSettings TlsSettings =>
        new(nameof(DatabaseOptions.Tls), nameof(DatabaseOptions.CertificateAuthorities));

    public static DatabaseFailure.Meaning EncryptionMeaning(DatabaseOptions options, Exception exception) => options switch
    {
        _ when exception is AuthenticationException => new(
            TokenErrorCode.TlsFailed,
            "Encrypt it, or use the server's socket.",
            new FailureReason.DatabaseSettings(nameof(DatabaseOptions.Tls), nameof(DatabaseOptions.Socket))),
        { Tls: TlsMode.Disabled, Socket: null } => new(
            TokenErrorCode.TlsFailed, "Encrypt it.", new FailureReason.DatabaseSettings(nameof(DatabaseOptions.Tls))),
        { Tls: TlsMode.Disabled or TlsMode.Preferred } => new(
            TokenErrorCode.TlsFailed,
            "The server offers no encryption: switch TLS on there (ssl_cert, ssl_key), or connect by 127.0.0.1.",
            new FailureReason.NoEncryption()),
        _ => new(TokenErrorCode.TlsFailed, "The server's certificate is not trusted.", TlsSettings),
    };

    [GeneratedRegex(@"method '(?<plugin>\w+)'|to use (?<plugin>\w+) authentication|\((?<plugin>mysql_old_password)\)")]
    private static partial Regex Name();
}
