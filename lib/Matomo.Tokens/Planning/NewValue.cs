namespace Matomo.Tokens.Planning;

/// <summary>A value comes into the store that was not live before.</summary>
internal static class NewValue
{
    /// <summary>A new token with a new value.</summary>
    public static TokenStep Make(Situation situation, TokenAction action, ObservedToken? old = null)
    {
        RefuseWhenNever(situation);
        PasswordGuard.Check(situation);
        return Create(situation, action, old, value: null);
    }

    /// <summary>A new token with a new value, beside live ones whose values nobody told this run.</summary>
    public static TokenStep Beside(Situation situation)
    {
        var others = string.Join("; ", situation.LiveGroup.Select(Describe));
        var step = Make(situation, TokenAction.Created);
        return step with
        {
            Warnings =
            [
                $"A token is made for \"{situation.Observation.Login}\" beside {situation.LiveGroup.Count} live one(s) of the same description, whose value is not known here: {others}. "
                + "Where nothing uses them any more, they can be revoked.",
                .. step.Warnings,
            ],
        };
    }

    /// <summary>A new token with the value that was asked for.</summary>
    public static TokenStep OfRequest(Situation situation) => Create(situation, TokenAction.Created, old: null, situation.Request.Value);

    /// <summary>The expired token that has the value that was asked for lives again.</summary>
    public static TokenStep Revive(Situation situation, ObservedToken expired)
    {
        RefuseWhatCannotBeGranted(situation);
        var request = situation.Request;
        var update = new StoreChange.Update(expired.Id ?? 0)
        {
            Description = request.Description!.Matches(expired.Description ?? "") ? null : request.Description,
            ChangesExpiry = true,
            ExpiresAt = request.ExpiresAt,
            SecureOnly = situation.SecureOnly == expired.SecureOnly ? null : situation.SecureOnly,
        };
        var token = expired with
        {
            Description = request.Description.Text, ExpiresAt = request.ExpiresAt, SecureOnly = situation.SecureOnly ?? expired.SecureOnly,
        };
        return Finish(situation, TokenAction.Updated, expired, request.Value, token, update);
    }

    private static TokenStep Create(Situation situation, TokenAction action, ObservedToken? old, TokenValue? value)
    {
        RefuseWhatCannotBeGranted(situation);
        var request = situation.Request;
        var expiresAt = request.ExpiresAt ?? (situation.Now + request.ExpiresIn?.Duration);
        var create = new StoreChange.Create(request.Description!) { Value = value, ExpiresAt = expiresAt, Lifetime = request.ExpiresIn, SecureOnly = situation.SecureOnly };
        var token = new ObservedToken
        {
            Description = request.Description!.Text,
            CreatedAt = situation.Now,
            ExpiryKnown = true,
            ExpiresAt = expiresAt,
            SecureOnly = situation.Abilities.SetsSecureOnly ? request.SecureOnly ?? false : null,
        };
        var step = Finish(situation, action, old, value, token, create);
        return situation.Abilities.SeesGroups || old is null ? step : step with { Others = [old] };
    }

    private static TokenStep Finish(Situation situation, TokenAction action, ObservedToken? before, TokenValue? value, ObservedToken token, StoreChange change)
    {
        var step = situation.Step() with
        {
            Action = action,
            Changes = [change],
            Value = value,
            Token = token,
            Before = before,
            File = situation.Request.TokenFile is null ? FileAction.None : FileAction.Write,
            DiscardPending = situation.File is { PendingExists: true },
        };
        var others = situation.Others(token);
        return others.Count == 0 ? step : WithOthers(step, situation, others);
    }

    // The group's other live tokens end, or stay.
    private static TokenStep WithOthers(TokenStep step, Situation situation, IReadOnlyList<ObservedToken> others)
    {
        var end = situation.Now + (situation.Request.Overlap?.Duration ?? TimeSpan.Zero);
        var ended = situation.Request.RevokeOthers ? [.. others.Where(other => other.ExpiresAt is null || other.ExpiresAt > end)] : Array.Empty<ObservedToken>();
        return step with
        {
            Changes = ended.Length == 0 ? step.Changes : [.. step.Changes, new StoreChange.Expire([.. ended.Select(other => other.Id ?? 0)], end)],
            Others = [.. others.Select(other => ended.Contains(other) ? other with { ExpiresAt = end } : other).Where(other => other.IsLive(situation.Now))],
            Revoked = end > situation.Now ? [] : ended,
        };
    }

    private static void RefuseWhenNever(Situation situation)
    {
        if (situation.Request.Recreate == RecreateMode.Never)
        {
            throw situation.Failure(
                TokenErrorCode.TokenValueUnknown,
                $"No live token of \"{situation.Observation.Login}\" with the description \"{situation.Request.Description}\" has a value that is known here, and the "
                + "request forbids to make a new one.",
                new FailureReason.ValueNotKnown());
        }
    }

    private static void RefuseWhatCannotBeGranted(Situation situation)
    {
        var request = situation.Request;
        if (request.SecureOnly == true && !situation.Abilities.SetsSecureOnly)
        {
            var version = situation.Store.MatomoVersion is { } found ? $"This Matomo ({found})" : "This Matomo, as far as its API tells,";
            throw Unsupported(
                situation,
                $"{version} cannot create a token that is secure_only in this way: the database of Matomo 5 and later can, and the API of 5.8 and later.",
                nameof(TokenRequest.SecureOnly));
        }

        if (request.RevokeOthers && !situation.Abilities.Changes)
            throw Unsupported(situation, "Matomo's API cannot end other tokens. Let tokens expire by themselves.", nameof(TokenRequest.RevokeOthers));
    }

    private static TokenException Unsupported(Situation situation, string message, string setting) =>
        situation.Failure(TokenErrorCode.Unsupported, message + " Nothing was created.", new FailureReason.NeedsDatabase(setting));

    private static string Describe(ObservedToken token) => string.Create(
        CultureInfo.InvariantCulture,
        $"id {token.Id}, last used {(token.LastUsedAt is { } used ? $"{used:yyyy-MM-dd HH:mm} UTC" : "never as far as recorded")}");
}
