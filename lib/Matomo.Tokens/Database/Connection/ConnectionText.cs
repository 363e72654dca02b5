using MySqlConnector;

namespace Matomo.Tokens.Database.Connection;

/// <summary>The options of a connection in MySqlConnector's form.</summary>
internal static class ConnectionText
{
    /// <summary>How a connection is encrypted at the first attempt. Whom it trusts says <see cref="ServerTrust"/>.</summary>
    public static MySqlSslMode EncryptionOf(DatabaseOptions options) => options.Tls switch
    {
        TlsMode.Disabled => MySqlSslMode.None,
        TlsMode.Preferred => options.Socket is null ? MySqlSslMode.Preferred : MySqlSslMode.None,
        _ => MySqlSslMode.Required,
    };

    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: MySqlConnector takes no null character.</exception>
    public static string Of(DatabaseOptions options, MySqlSslMode encryption)
    {
        string?[] texts =
        [
            options.Host, options.Socket, options.Name, options.User, options.Password.Reveal(),
            options.CertificateAuthorities, options.ClientCertificate, options.ClientKey,
        ];
        if (texts.Any(text => text?.Contains('\0', StringComparison.Ordinal) is true))
        {
            throw new TokenException(
                TokenErrorCode.InvalidArguments,
                "A host, name, password or path of the database connection holds a null character, which none can. Nothing was sent.");
        }

        return new MySqlConnectionStringBuilder
        {
            Server = options.Socket ?? options.Host,
            Port = (uint)options.Port,
            ConnectionProtocol = options.Socket is null ? MySqlConnectionProtocol.Sockets : MySqlConnectionProtocol.UnixSocket,
            Database = options.Name,
            UserID = options.User,
            Password = options.Password.Reveal(),
            SslMode = encryption,
            SslCert = options.ClientCertificate ?? "",
            SslKey = options.ClientKey ?? "",
            Pooling = false,
            ConnectionTimeout = (uint)options.Timeout.TotalSeconds,

            // A statement that takes too long ends with its socket: a second connection that is to kill it hangs where the first one does.
            CancellationTimeout = -1,

            ApplicationName = "matomo_token",
            ConvertZeroDateTime = true,
            DateTimeKind = MySqlDateTimeKind.Utc,

            // Found rows, not changed ones: an update to what is there already is no sign that the row is gone.
            UseAffectedRows = false,
        }.ConnectionString;
    }
}
