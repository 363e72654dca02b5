using Matomo.Tokens;
using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Errors;
using Matomo.Tokens.TwoFactor;

namespace MatomoToken;

/// <summary>Gathers from the tokens of a task what proves their users to Matomo's API.</summary>
internal sealed class CredentialsReader(TimeProvider clock)
{
    private readonly Dictionary<string, User> _users = new(StringComparer.Ordinal);

    // Two tokens of one user take two codes: who computes them has to know which were used, whatever the login is spelt like.
    private readonly Dictionary<string, TimeBasedCodes> _codes = new(StringComparer.Ordinal);

    /// <summary>The users that a password was given for, by login.</summary>
    public IReadOnlyDictionary<string, UserCredentials> Credentials =>
        _users.ToDictionary(user => user.Key, user => new UserCredentials(new Secret(user.Value.Password), user.Value.Codes), StringComparer.Ordinal);

    /// <param name="login">Whose credentials they are.</param>
    /// <param name="arguments">The options of one token.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>.</exception>
    public void Read(string login, TokenArguments arguments)
    {
        if (arguments.GetString(TokenOptions.Password) is not { } password)
        {
            return;
        }

        if (password.Length == 0)
        {
            throw Invalid($"{TokenOptions.Password} is empty.");
        }

        if (!_users.TryGetValue(login, out var user))
        {
            _users[login] = user = new User(password);
        }
        else if (user.Password != password)
        {
            throw Invalid($"{TokenOptions.Password} is another than an earlier entry has for \"{login}\": a user has one. Nothing was sent.");
        }

        if (arguments.GetString(TokenOptions.AuthCode)?.Trim() is { Length: > 0 } code)
        {
            user.Given.Add(new Secret(code));
        }

        if (arguments.GetString(TokenOptions.TotpSecret) is { Length: > 0 } secret)
        {
            user.Computed = Computed(secret);
        }
    }

    private TimeBasedCodes Computed(string secret)
    {
        if (!_codes.TryGetValue(secret, out var codes))
        {
            _codes[secret] = codes = new TimeBasedCodes(new Secret(secret), clock);
        }

        return codes;
    }

    private static TokenException Invalid(string message) => new(TokenErrorCode.InvalidArguments, message);

    private sealed class User(string password)
    {
        public string Password => password;

        public List<Secret> Given { get; } = [];

        public TimeBasedCodes? Computed { get; set; }

        public ITwoFactorCodes? Codes => Given.Count == 0 ? Computed : Computed ?? (ITwoFactorCodes)new GivenCodes(Given);
    }
}
