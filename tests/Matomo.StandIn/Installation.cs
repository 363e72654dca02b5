using Matomo.StandIn.Logins;
using Matomo.StandIn.Time;
using Matomo.StandIn.Tokens;
using Matomo.StandIn.Users;

namespace Matomo.StandIn;

/// <summary>Everything that lasts from one request to the next.</summary>
internal sealed class Installation
{
    public Installation(StandInOptions options)
    {
        Options = options;
        Settings = options.Settings;
        Clock = new StandInClock(options.BaseClock);
        Users = new UserTable(options.Users);
        Tokens = Table(options);
        FailedLogins = new FailedLogins(Clock);
        Codes = new TwoFactorCodes(Clock, options.Version);
        _ = Tokens.Rows; // A database that cannot be read is found out now, not by the first request.
        foreach (var user in options.Users)
            AddPresets(user);
    }

    public StandInOptions Options { get; }

    public MatomoVersion Version => Options.Version;

    public StandInSettings Settings { get; set; }

    public StandInClock Clock { get; }

    public UserTable Users { get; }

    public ITokenTable Tokens { get; }

    public FailedLogins FailedLogins { get; }

    /// <summary>An integer as PHP gets it from the database.</summary>
    public object Number(int number) => (Options.Php ?? Version.UsualPhp) < new Version(8, 1) ? $"{number}" : number;

    public TwoFactorCodes Codes { get; }

    /// <summary>Model::getTokenByTokenAuthIfNotExpired; a secure_only row is seen only when the token came securely.</summary>
    public TokenRow? LiveToken(string value, bool isSecure) =>
        Tokens.Find(value) is { } row && row.IsLive(Clock.UtcSecond()) && (isSecure || !(row.SecureOnly || Settings.OnlySecureTokens))
            ? row
            : null;

    public void AddPresets(StandInUser user)
    {
        foreach (var preset in user.Tokens.Where(preset => Tokens.Find(preset.Value) is null))
            AddPreset(user.Login, preset);

        if (!Version.HasManyTokensPerUser && user.Tokens.Count == 0 && !HasToken(user.Login))
            Tokens.Add(new NewToken(user.Login, TokenHash.NewValue(), "", Clock.UtcSecond()));
    }

    public TokenRow AddPreset(string login, PresetToken preset) => Tokens.Add(
        new NewToken(login, preset.Value, preset.Description, preset.CreatedAt ?? Clock.UtcSecond())
        {
            Expires = preset.ExpiresAt,
            SecureOnly = preset.SecureOnly,
            System = preset.System,
        });

    private static ITokenTable Table(StandInOptions options) => options switch
    {
        { Database: null } => new InMemoryTokenTable(options.Version, options.Salt),
        { Database: { } database, Version.HasManyTokensPerUser: true } => new DatabaseTokenTable(options.Version, options.Salt, database),
        { Database: { } database } => new DatabasePlainTokenTable(database),
    };

    private bool HasToken(string login) => Tokens.Rows.Any(row => Collation.Same(row.Login, login));
}
