using Matomo.StandIn.Php;
using Matomo.StandIn.Tokens;
using Matomo.StandIn.Users;
using MySqlConnector;

namespace Matomo.StandIn.Api;

/// <summary>
/// UsersManager.createAppSpecificTokenAuth, in the order of its source: password, dates, description, row, and only then the two-factor
/// code.
/// </summary>
internal sealed class TokenCreation(Installation installation)
{
    private const int DescriptionLimit = 100;
    private static readonly DateTime FirstWebsite = DateTime.UnixEpoch.AddSeconds(681436800);

    public object? Run(ApiCall call)
    {
        RefuseInBulk(call);
        var given = call["userLogin"];
        var (user, login) = Resolve(given);
        RefuseForOthers(call, user);
        CheckPassword(call, user, login);
        var expires = Expiry(call);
        var description = Description(call);
        var value = TokenHash.NewValue();
        Write(call, new NewToken(login, value, description, installation.Clock.UtcSecond())
        {
            Expires = expires,
            SecureOnly = installation.Version.TakesSecureOnly && call["secureOnly"] is "1" or "true" or "TRUE",
        });
        TwoFactorCheck.Run(installation, call, given, value);
        return value;
    }

    /// <summary>The row gets the login as the caller spelt it, or the real one when it was found by its address.</summary>
    private (StandInUser? User, string Login) Resolve(string given)
    {
        if (installation.Users.ByLogin(given) is { } user)
            return (user, given);

        var byEmail = given.Contains('@', StringComparison.Ordinal) ? installation.Users.ByEmail(given) : null;
        return (byEmail, byEmail?.Login ?? given);
    }

    /// <summary>A statement that fails is answered with the driver's message, a database that cannot be reached is not.</summary>
    private void Write(ApiCall call, NewToken token)
    {
        if (call.Session.Settings.TokensCannotBeWritten)
            throw NotWritten("45000", 1644, "refused");

        try
        {
            installation.Tokens.Add(token);
        }
        catch (MySqlException exception) when (
            exception.SqlState is { } state && exception.ErrorCode != MySqlErrorCode.UnableToConnectToHost)
        {
            throw NotWritten(state, exception.Number, exception.Message);
        }
    }

    private static ApiError NotWritten(string state, int number, string message) =>
        new($"SQLSTATE[{state}]: <<Unknown error>>: {number} {message}");

    private void RefuseInBulk(ApiCall call)
    {
        if (installation.Version.CreatesForOneselfOnly && call.IsNested)
            throw new ApiError(call.Session.Messages.NotInBulk);
    }

    private void RefuseForOthers(ApiCall call, StandInUser? user)
    {
        if (installation.Version.CreatesForOneselfOnly && !call.Session.IsAnonymous && call.Session.Login != user?.Login)
            throw call.Session.NoAccess(call.Session.Messages.OnlyForOneself);
    }

    private void CheckPassword(ApiCall call, StandInUser? user, string login)
    {
        if (user is null)
        {
            call.Session.CountFailure(login: null);
            throw new ApiError(call.Session.Messages.WrongPassword);
        }

        if (!Passwords.Match(user, Passwords.Given(installation.Version, call.Parameters)))
        {
            call.Session.CountFailure(login);
            throw new ApiError(call.Session.Messages.WrongPassword);
        }
    }

    private DateTime? Expiry(ApiCall call)
    {
        var parameters = call.Parameters;
        var now = installation.Clock.UtcSecond();
        if (parameters.Lists.TryGetValue("expireDate", out var dates))
            throw new ApiError(call.Session.Messages.DateUnreadable($"array (   0 => '{dates[0]}', )"));

        var date = parameters.Get("expireDate");
        var hours = parameters.Get("expireHours");
        if (!PhpText.IsEmpty(date))
            return Date(call, date, now);

        return PhpText.IsNumeric(hours) && PhpText.Number(hours) != 0 ? Later(now, Math.Round(PhpText.Number(hours) * 3600)) : null;
    }

    /// <summary>The database makes 0000-00-00 of what it cannot hold: dead at once.</summary>
    private static DateTime Later(DateTime now, double seconds)
    {
        var later = (now - DateTime.UnixEpoch).TotalSeconds + seconds;
        return later > 0 && later < (DateTime.MaxValue - DateTime.UnixEpoch).TotalSeconds
            ? DateTime.UnixEpoch.AddSeconds(later)
            : DateTime.MinValue;
    }

    private DateTime Date(ApiCall call, string text, DateTime now)
    {
        var date = PhpDate.Parse(text, now)
            ?? throw new ApiError(
                call.Session.Messages.DateUnreadable(text.Contains(',', StringComparison.Ordinal) ? $"'{text}'" : "false"));
        return date >= FirstWebsite
            ? date
            : throw new ApiError(call.Session.Messages.DateTooEarly($"{date:yyyy-MM-dd}", (long)(date - DateTime.UnixEpoch).TotalSeconds));
    }

    private static string Description(ApiCall call)
    {
        var escaped = call["description"];
        if (PhpText.IsEmpty(escaped))
            throw new ApiError(call.Session.Messages.DescriptionEmpty);

        var length = PhpText.Length(escaped);
        return length <= DescriptionLimit
            ? escaped
            : throw new ApiError(call.Session.Messages.DescriptionTooLong(length, DescriptionLimit));
    }
}
