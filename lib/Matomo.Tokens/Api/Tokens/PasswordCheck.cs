using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Planning;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>
/// Finds out whether Matomo takes a password, before a token is made with it. Matomo refuses a wrong password, a user who must set up
/// two-factor authentication and a row that it cannot write with the same status and shape, in the language of the installation. But it
/// looks at the password before the date, and at the date before the rest: when it refuses a date that is none, the password was right. No
/// row is made and no two-factor code spent.
/// </summary>
internal sealed class PasswordCheck(MatomoClient client)
{
    private readonly RefusalDiagnosis _diagnosis = new(client);
    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);

    /// <summary>Passes when the password is right. A user's password is shown once in a run, whatever the number of tokens.</summary>
    /// <exception cref="TokenException">It is wrong, or Matomo answers nobody at this address.</exception>
    public async Task RequireAsync(string login, Secret password, StoreChange.Create create, CancellationToken cancellationToken)
    {
        if (!_shown.Add(login))
            return;

        var answer = await client.CallAsync(MatomoMethods.CheckPassword(login, password, create), cancellationToken);
        if (answer.IsRefusal && !answer.Names(MatomoMethods.TwoDates))
            throw await _diagnosis.OfPasswordAsync(answer, login, cancellationToken);
    }
}
