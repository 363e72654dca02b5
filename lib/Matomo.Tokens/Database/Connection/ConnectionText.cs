using MySqlConnector;

namespace Matomo.Tokens.Database.Connection;

/// <summary>What MySqlConnector is told about a connection.</summary>
internal static class ConnectionText
{
    /// <summary>How a connection is encrypted at the first attempt.</summary>
    public static MySqlSslMode EncryptionOf(DatabaseOptions options) => options.Tls switch
    {
        TlsMode.Disabled => MySqlSslMode.None,
        TlsMode.Preferred => options.Socket is null ? MySqlSslMode.Preferred : MySqlSslMode.None,
        TlsMode.Required => MySqlSslMode.Required,
        TlsMode.VerifyCa => MySqlSslMode.VerifyCA,
        _ => MySqlSslMode.VerifyFull,
    };

    /// <param name="options">Where and how.</param>
    /// <param name="encryption">How it is encrypted.</param>
    public static string Of(DatabaseOptions options, MySqlSslMode encryption)
    {
        // Public keys are never fetched from a server that is not trusted: MySqlConnector does it by itself over the loopback, where whoever can listen can read the password elsewhere.
        var builder = new MySqlConnectionStringBuilder
        {
            Database = options.Name,
            UserID = options.User,
            Password = options.Password.Reveal(),
            SslMode = encryption,
            SslCa = options.CertificateAuthorities ?? "",
            SslCert = options.ClientCertificate ?? "",
            SslKey = options.ClientKey ?? "",
            Pooling = false,
            ConnectionTimeout = (uint)options.Timeout.TotalSeconds,
            ApplicationName = "matomo_token",
            ConvertZeroDateTime = true,
            DateTimeKind = MySqlDateTimeKind.Utc,

            // Found rows, not changed ones: an update to what is there already is no sign that the row is gone.
            UseAffectedRows = false,
        };
        if (options.Socket is { } socket)
        {
            builder.Server = socket;
            builder.ConnectionProtocol = MySqlConnectionProtocol.UnixSocket;
        }
        else
        {
            builder.Server = options.Host;
            builder.Port = (uint)options.Port;
        }

        if (encryption == MySqlSslMode.VerifyFull)
        {
            builder.SkipCertificateRevocationCheck = true;
        }

        return builder.ConnectionString;
    }
}
