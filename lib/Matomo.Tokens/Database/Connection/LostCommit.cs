namespace Matomo.Tokens.Database.Connection;

/// <summary>Finds out, on a new connection, what became of a transaction whose connection was lost while it was being committed.</summary>
internal static class LostCommit
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestInAHurry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Asks a question that counts rows of the transaction's, once its connection has ended at the server too: until then it holds
    /// the lock.</summary>
    /// <returns>Whether there are any; null when the server did not come back in time.</returns>
    public static async Task<bool?> IsThereAsync(DatabaseOptions options, Action<SqlText> question, bool isHurried)
    {
        var longest = isHurried ? LongestInAHurry : Longest;
        var patient = options with { Timeout = options.Timeout < longest ? options.Timeout : longest };
        using var deadline = new CancellationTokenSource(patient.Timeout);
        while (!deadline.IsCancellationRequested)
        {
            try
            {
                await using var session = await DatabaseSession.OpenAsync(patient, deadline.Token);
                var runLock = new RunLock(session);
                await session.ReadAsync("wait for the lost connection's end", [runLock.Query], deadline.Token);
                await runLock.RequireAsync(deadline.Token);
                var answer = await session.ReadAsync("look for what was committed", question, row => row.GetInt64(0), deadline.Token);
                return answer is [> 0];
            }
            catch (Exception exception) when (exception is TokenException or OperationCanceledException)
            {
                await Task.Delay(Pause, CancellationToken.None);
            }
        }

        return null;
    }
}
