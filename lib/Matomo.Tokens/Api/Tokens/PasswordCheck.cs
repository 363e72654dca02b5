using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Planning;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>
/// Finds out whether Matomo takes a password, before a token is made with it. Matomo refuses a wrong password, a user who must set up two-factor
/// authentication and a row that it cannot write with the same status and shape, in the language of the installation. But it looks at the password before
/// the date, and at the date before the rest: when it refuses a date that is none, the password was right. No row is made and no two-factor code spent.
/// </summary>
internal sealed class PasswordCheck
{
    private readonly MatomoClient _client;
    private readonly RefusalDiagnosis _diagnosis;
    private readonly HashSet<string> _right = new(StringComparer.Ordinal);

    public PasswordCheck(MatomoClient client, RefusalDiagnosis diagnosis)
    {
        _client = client;
        _diagnosis = diagnosis;
    }

    /// <summary>Passes when the password is right. A user's password is shown once in a run, whatever the number of tokens.</summary>
    /// <exception cref="Errors.TokenException">It is wrong, or Matomo answers nobody at this address.</exception>
    public async Task RequireAsync(string login, Secret password, StoreChange.Create create, CancellationToken cancellationToken)
    {
        if (!_right.Add(login))
            return;

        var call = MatomoMethods.CheckPassword(login, password, create);
        var answer = await _client.CallAsync(call, cancellationToken);
        if (answer.IsRefusal && !answer.Names(MatomoMethods.TwoDates))
            throw await _diagnosis.OfPasswordAsync(call, answer, login, cancellationToken);
    }
}
