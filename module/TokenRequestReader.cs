using Ansible.Modules.Files;
using Matomo.Tokens;
using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Files;

namespace MatomoToken;

/// <summary>Reads each token's request from its options.</summary>
internal sealed class TokenRequestReader(TimeProvider clock)
{
    private static readonly string[] FileOptions = [TokenOptions.Mode, TokenOptions.Owner, TokenOptions.Group];

    private readonly CredentialsReader _credentials = new(clock);

    /// <summary>The credentials that were read for Matomo's API, by login.</summary>
    public IReadOnlyDictionary<string, UserCredentials> Credentials => _credentials.Credentials;

    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>.</exception>
    public RequestedToken Read(TokenArguments arguments)
    {
        var request = Request(arguments);
        _credentials.Read(request.Login, arguments);
        return new RequestedToken(request, arguments.GetBool(TokenOptions.ReturnToken) ?? request is { TokenFile: null, Value: null });
    }

    private static TokenRequest Request(TokenArguments arguments)
    {
        var known = arguments.GetString(TokenOptions.KnownToken);
        _ = TokenValue.TryParse(known, out var knownToken);
        var expiresAt = arguments.GetString(TokenOptions.ExpiresAt);
        return new TokenRequest
        {
            // Matomo 6 does not trim it, as those before do.
            Login = arguments.GetString(TokenOptions.Login)?.Trim() ?? "",
            Description = Optional(arguments, TokenOptions.Description, TokenDescription.Parse),
            State = arguments.GetString(TokenOptions.State) == TokenOptions.Absent ? TokenState.Absent : TokenState.Present,
            Value = Optional(arguments, TokenOptions.TokenAuth, ValueReader.Read),
            HasKnownToken = known is not null,
            KnownToken = knownToken,
            TokenFile = File(arguments),
            NeedsValue = arguments.GetBool(TokenOptions.ReturnToken) == true,
            ExpiresAt = expiresAt is null or TokenOptions.Never ? null : ExpiryTime.Parse(TokenOptions.ExpiresAt, expiresAt),
            NeverExpires = expiresAt == TokenOptions.Never,
            ExpiresIn = Lifetime(arguments, TokenOptions.ExpiresIn),
            RenewBefore = Lifetime(arguments, TokenOptions.RenewBefore),
            SecureOnly = arguments.GetBool(TokenOptions.SecureOnly),
            Recreate = arguments.GetString(TokenOptions.Recreate) switch
            {
                TokenOptions.Never => RecreateMode.Never,
                TokenOptions.Always => RecreateMode.Always,
                _ => RecreateMode.WhenLost,
            },
            RevokeOthers = arguments.GetBool(TokenOptions.RevokeOthers) ?? false,
            Overlap = Lifetime(arguments, TokenOptions.Overlap),
        };
    }

    private static T? Optional<T>(TokenArguments arguments, string option, Func<string, T> read)
        where T : class => arguments.GetString(option) is { } text ? read(text) : null;

    private static TokenLifetime? Lifetime(TokenArguments arguments, string option) =>
        arguments.GetString(option) is { } text ? TokenLifetime.Parse(option, text) : null;

    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: no file can be called that.</exception>
    public static string FilePath(string path) => path switch
    {
        "" => throw Invalid($"{TokenOptions.TokenFile} is empty."),
        _ when path.Contains('\0', StringComparison.Ordinal) =>
            throw Invalid($"{TokenOptions.TokenFile} holds a null character, which no path can."),
        _ => path,
    };

    /// <summary>The token file that is requested, or null.</summary>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>.</exception>
    public static TokenFileRequest? File(TokenArguments arguments)
    {
        if (arguments.GetString(TokenOptions.TokenFile) is not { } path)
        {
            return FileOptions.FirstOrDefault(arguments.IsOwn) is { } option
                ? throw Invalid($"{option} needs {TokenOptions.TokenFile}, the file that it applies to.")
                : null;
        }

        return new TokenFileRequest(FilePath(path))
        {
            Mode = arguments.GetRaw(TokenOptions.Mode) is { } mode ? UnixModeExpression.Parse(TokenOptions.Mode, mode) : null,
            Owner = arguments.GetString(TokenOptions.Owner),
            Group = arguments.GetString(TokenOptions.Group),
        };
    }

    private static TokenException Invalid(string message) => new(TokenErrorCode.InvalidArguments, message);
}
