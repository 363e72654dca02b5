using Ansible.Modules;
using Ansible.Modules.Files;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Files;
using Matomo.Tokens.Requests;
using Matomo.Tokens.Secrets;
using Matomo.Tokens.TwoFactor;
using Matomo.Tokens.Values;

namespace MatomoToken;

/// <summary>Reads the wish for one token from the task's arguments.</summary>
internal static class TokenRequestReader
{
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>.</exception>
    public static TokenRequest Read(ModuleArguments arguments, TimeProvider clock)
    {
        var known = arguments.GetString(TokenOptions.KnownToken);
        _ = TokenValue.TryParse(known, out var knownToken);
        return new TokenRequest
        {
            Login = arguments.GetString(TokenOptions.Login) ?? "",
            Description = Optional(arguments, TokenOptions.Description, TokenDescription.Parse),
            State = arguments.GetString(TokenOptions.State) == TokenOptions.Absent ? TokenState.Absent : TokenState.Present,
            Value = Optional(arguments, TokenOptions.TokenAuth, Value),
            HasKnownToken = known is not null,
            KnownToken = knownToken,
            TokenFile = Optional(arguments, TokenOptions.TokenFile, path => File(arguments, path)),
            ExpiresAt = arguments.GetString(TokenOptions.ExpiresAt) is { } time ? ExpiryTime.Parse(TokenOptions.ExpiresAt, time) : null,
            ExpiresIn = Lifetime(arguments, TokenOptions.ExpiresIn),
            RenewBefore = Lifetime(arguments, TokenOptions.RenewBefore),
            SecureOnly = arguments.GetBool(TokenOptions.SecureOnly),
            Recreate = arguments.GetString(TokenOptions.Recreate) switch
            {
                TokenOptions.Never => RecreateMode.Never,
                TokenOptions.Always => RecreateMode.Always,
                _ => RecreateMode.WhenLost,
            },
            Credentials = Optional(arguments, TokenOptions.Password, password => Credentials(arguments, password, clock)),
        };
    }

    private static T? Optional<T>(ModuleArguments arguments, string option, Func<string, T> read)
        where T : class => arguments.GetString(option) is { } text ? read(text) : null;

    private static TokenLifetime? Lifetime(ModuleArguments arguments, string option) =>
        arguments.GetString(option) is { } text ? TokenLifetime.Parse(option, text) : null;

    private static TokenValue Value(string text) => TokenValue.TryParse(text, out var value)
        ? value
        : throw Invalid($"{TokenOptions.TokenAuth} is not 32 lower-case hexadecimal characters, as every value of a Matomo token is.");

    private static TokenFileRequest File(ModuleArguments arguments, string path) => path.Length == 0
        ? throw Invalid($"{TokenOptions.TokenFile} is empty.")
        : new TokenFileRequest(path)
        {
            Mode = arguments.GetRaw(TokenOptions.Mode) is { } mode ? UnixModeExpression.Parse(TokenOptions.Mode, mode).ApplyTo : null,
            Owner = arguments.GetString(TokenOptions.Owner),
            Group = arguments.GetString(TokenOptions.Group),
        };

    private static UserCredentials Credentials(ModuleArguments arguments, string password, TimeProvider clock) => password.Length == 0
        ? throw Invalid($"{TokenOptions.Password} is empty.")
        : new UserCredentials(
            new Secret(password),
            (arguments.GetString(TokenOptions.AuthCode), arguments.GetString(TokenOptions.TotpSecret)) switch
            {
                ({ Length: > 0 } code, _) => new GivenCode(new Secret(code.Trim())),
                (_, { Length: > 0 } secret) => new TimeBasedCodes(new Secret(secret), clock),
                _ => null,
            });

    private static TokenException Invalid(string message) => new(TokenErrorCode.InvalidArguments, message);
}
