namespace Matomo.Tokens.Planning;

/// <summary>A live token whose value only the pending file of an earlier run has, when another value is requested.</summary>
internal static class UnpublishedToken
{
    /// <summary>Revokes it with the step, before its value is thrown away; or says which token stays where that cannot be done.</summary>
    public static TokenStep End(Situation situation, TokenStep step)
    {
        if (situation.Observation.Values.FirstOrDefault(IsLeft) is not { Candidate: var candidate, Token: var token })
            return step;

        if (situation.Abilities.HasRows && token is { Id: { } id })
        {
            return step with
            {
                Action = step.Action == TokenAction.None ? TokenAction.Updated : step.Action,
                Changes = [.. step.Changes, new StoreChange.Revoke([id])],
                Others = [.. step.Others.Where(other => other.Id != id)],
                Revoked = [.. step.Revoked.Where(other => other.Id != id), token],
            };
        }

        var description = candidate.Companion?.Description ?? situation.Description.Text;
        var made = candidate.Companion?.CreatedAt is { } time ? $"{time:yyyy-MM-dd HH:mm} UTC" : "at a time that was not noted";
        var warning = $"An earlier run made a token for \"{step.Login}\" (description \"{description}\", made {made}) that nothing uses. "
            + "Its value goes with the pending file, and Matomo's API cannot revoke it: do so in Matomo (Settings, Personal, Security).";
        return step with { Warnings = [.. step.Warnings, warning] };
    }

    private static bool IsLeft(ObservedValue value) => value is { Status: ValueStatus.Live, Candidate.Source: ValueSource.PendingFile };
}
