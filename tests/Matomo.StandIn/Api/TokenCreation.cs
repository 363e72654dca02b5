using Matomo.StandIn.Php;
using Matomo.StandIn.Tokens;
using Matomo.StandIn.Users;
using MySqlConnector;

namespace Matomo.StandIn.Api;

/// <summary>UsersManager.createAppSpecificTokenAuth, in the order of its source: password, dates, description, row, and only then the two-factor code.</summary>
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
        var expires = Expiry(call.Parameters);
        var description = Description(call["description"]);
        var value = TokenHash.NewValue();
        Write(call, new NewToken(login, value, description, installation.Clock.UtcSecond())
        {
            Expires = expires,
            SecureOnly = (installation.Options.ComingRules || installation.Version.TakesSecureOnly) && call["secureOnly"] is "1" or "true",
        });
        TwoFactorCheck.Run(installation, call, given, value);
        return value;
    }

    /// <summary>The row gets the login as the caller spelt it, or the real one when it was found by its address.</summary>
    private (StandInUser? User, string Login) Resolve(string given)
    {
        if (installation.Users.ByLogin(given) is { } user)
        {
            return (user, given);
        }

        var byEmail = given.Contains('@', StringComparison.Ordinal) ? installation.Users.ByEmail(given) : null;
        return (byEmail, byEmail?.Login ?? given);
    }

    /// <summary>A statement that fails is answered with the driver's message, a database that cannot be reached is not.</summary>
    private void Write(ApiCall call, NewToken token)
    {
        if (call.Session.Settings.TokensCannotBeWritten)
        {
            throw NotWritten("45000", 1644, "refused");
        }

        try
        {
            installation.Tokens.Add(token);
        }
        catch (MySqlException exception) when (exception.SqlState is { } state && exception.ErrorCode != MySqlErrorCode.UnableToConnectToHost)
        {
            throw NotWritten(state, exception.Number, exception.Message);
        }
    }

    private static ApiError NotWritten(string state, int number, string message) => new($"SQLSTATE[{state}]: <<Unknown error>>: {number} {message}");

    private void RefuseInBulk(ApiCall call)
    {
        if (installation.Options.ComingRules && call.IsNested)
        {
            throw new ApiError(installation.Messages.NotInBulk);
        }
    }

    private void RefuseForOthers(ApiCall call, StandInUser? user)
    {
        if (installation.Options.ComingRules && !call.Session.IsAnonymous && call.Session.Login != user?.Login)
        {
            throw call.Session.NoAccess(installation.Messages.NotForOthers);
        }
    }

    private void CheckPassword(ApiCall call, StandInUser? user, string login)
    {
        if (user is null)
        {
            call.Session.CountFailure(login: null);
            throw new ApiError(installation.Messages.WrongPassword);
        }

        if (!Passwords.Match(user, Passwords.Given(installation.Version, call.Parameters)))
        {
            call.Session.CountFailure(login);
            throw new ApiError(installation.Messages.WrongPassword);
        }
    }

    private DateTime? Expiry(PhpParameters parameters)
    {
        var now = installation.Clock.UtcSecond();
        var date = parameters.Get("expireDate");
        var hours = parameters.Get("expireHours");
        if (!PhpText.IsEmpty(date))
        {
            return Date(date, now);
        }

        return PhpText.IsNumeric(hours) && PhpText.Number(hours) != 0 ? now.AddMinutes(Math.Round(PhpText.Number(hours) * 60)) : null;
    }

    private DateTime Date(string text, DateTime now)
    {
        var date = PhpDate.Parse(text, now) ?? throw new ApiError(installation.Messages.DateUnreadable(text.Contains(',', StringComparison.Ordinal) ? $"'{text}'" : "false"));
        return date >= FirstWebsite ? date : throw new ApiError(installation.Messages.DateTooEarly(date, (long)(date - DateTime.UnixEpoch).TotalSeconds));
    }

    private string Description(string escaped)
    {
        if (PhpText.IsEmpty(escaped))
        {
            throw new ApiError(installation.Messages.DescriptionEmpty);
        }

        var length = PhpText.Length(escaped);
        return length <= DescriptionLimit ? escaped : throw new ApiError(installation.Messages.DescriptionTooLong(length, DescriptionLimit));
    }
}
