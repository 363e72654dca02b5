using Matomo.Tokens;
using Matomo.Tokens.Api.Client;
using Matomo.Tokens.TwoFactor;

namespace MatomoToken;

/// <summary>Collects the credentials of the users of a task's tokens, for Matomo's API.</summary>
internal sealed class CredentialsReader(TimeProvider clock)
{
    private readonly Dictionary<string, UserCredentials> _users = new(StringComparer.Ordinal);

    // Two tokens of one user take two codes: who computes them has to know which were used, whatever the login is spelt like.
    private readonly Dictionary<string, TimeBasedCodes> _codes = new(StringComparer.Ordinal);

    /// <summary>The users that a password was given for, by login.</summary>
    public IReadOnlyDictionary<string, UserCredentials> Credentials => _users;

    /// <param name="login">The user.</param>
    /// <param name="arguments">The options of one token.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>.</exception>
    public void Read(string login, TokenArguments arguments)
    {
        if (arguments.GetString(TokenOptions.Password) is not { } password)
            return;

        var earlier = _users.GetValueOrDefault(login);
        if (password.Length == 0)
            throw new TokenException(TokenErrorCode.InvalidArguments, $"{TokenOptions.Password} is empty.");

        if (earlier is not null && earlier.Password.Reveal() != password)
        {
            throw new TokenException(
                TokenErrorCode.InvalidArguments,
                $"{TokenOptions.Password} differs from that of an earlier entry for \"{login}\": a user has only one. Nothing was sent.");
        }

        _users[login] = new UserCredentials(new Secret(password), Codes(arguments, earlier?.Codes));
    }

    private ITwoFactorCodes? Codes(TokenArguments arguments, ITwoFactorCodes? earlier) =>
        (arguments.GetString(TokenOptions.TotpSecret), arguments.GetString(TokenOptions.AuthCode)?.Trim(), earlier) switch
        {
            ({ Length: > 0 } secret, _, _) => Computed(secret),
            (_, { Length: > 0 } code, null) => new GivenCodes(new Secret(code)),
            (_, { Length: > 0 } code, GivenCodes given) => given.And(new Secret(code)),
            _ => earlier,
        };

    private TimeBasedCodes Computed(string secret)
    {
        if (!_codes.TryGetValue(secret, out var codes))
            _codes[secret] = codes = new TimeBasedCodes(new Secret(secret), clock);

        return codes;
    }
}
