namespace Matomo.Tokens.Database.Connection;

/// <summary>Finds out, on a new connection, what became of a transaction whose connection was lost while it was being committed.</summary>
internal static class LostCommit
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Asks for a row of the transaction's, once its connection has ended at the server too: until then it holds the lock.</summary>
    /// <param name="options">Where.</param>
    /// <param name="question">Counts such a row.</param>
    /// <returns>Whether it is there; null when the server did not come back in time.</returns>
    public static async Task<bool?> IsThereAsync(DatabaseOptions options, Action<SqlText> question)
    {
        var patience = options.Timeout < Longest ? options.Timeout : Longest;
        using var deadline = new CancellationTokenSource(patience);
        while (!deadline.IsCancellationRequested)
        {
            try
            {
                return await AskAsync(options with { Timeout = patience }, question, deadline.Token);
            }
            catch (Exception exception) when (exception is TokenException or OperationCanceledException)
            {
                await Task.Delay(Pause, CancellationToken.None);
            }
        }

        return null;
    }

    private static async Task<bool> AskAsync(DatabaseOptions options, Action<SqlText> question, CancellationToken cancellationToken)
    {
        await using var session = await DatabaseSession.OpenAsync(options, cancellationToken);
        var runLock = new RunLock(session, options);
        await session.ReadAsync("wait for the lost connection's end", [runLock.Query], cancellationToken);
        await runLock.RequireAsync(cancellationToken);
        return await session.ReadAsync("look for what was committed", question, row => row.GetInt64(0) > 0, cancellationToken) is [true];
    }
}
