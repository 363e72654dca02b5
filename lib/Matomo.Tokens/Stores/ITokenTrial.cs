namespace Matomo.Tokens.Stores;

/// <summary>Shows a value that was just stored to Matomo, where it is not Matomo itself that stored it.</summary>
public interface ITokenTrial
{
    /// <summary>Tries a value once. A value that Matomo does not accept may count as one or two failed logins.</summary>
    /// <exception cref="OperationCanceledException">The run was told to end.</exception>
    internal Task<TrialResult> TryAsync(string login, TokenValue value, CancellationToken cancellationToken);
}
