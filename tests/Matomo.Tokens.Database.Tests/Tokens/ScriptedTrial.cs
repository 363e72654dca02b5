using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>Answers as a test wants it, and notes what it was asked.</summary>
internal sealed class ScriptedTrial : ITokenTrial
{
    public const string Where = "https://matomo.example/";

    public List<(string Login, TokenValue Value)> Tried { get; } = [];

    public TrialVerdict Verdict { get; set; } = TrialVerdict.Accepted;

    /// <summary>What happens meanwhile.</summary>
    public Action Meanwhile { get; set; } = () => { };

    public Task<TrialResult> TryAsync(string login, TokenValue value, CancellationToken cancellationToken)
    {
        Tried.Add((login, value));
        Meanwhile();
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new TrialResult(Verdict, Where) { Reason = Verdict == TrialVerdict.Undecided ? "Locked out." : "" });
    }
}
