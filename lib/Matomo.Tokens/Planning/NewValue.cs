namespace Matomo.Tokens.Planning;

/// <summary>Plans a value that was not live before.</summary>
internal static class NewValue
{
    /// <summary>A new token with a new value.</summary>
    public static TokenStep Make(Situation situation, TokenAction action, ObservedToken? old = null)
    {
        RefuseWhenNever(situation);
        RequirePassword(situation);
        return Create(situation, action, old, value: null);
    }

    /// <summary>A new token with a new value, beside live ones whose values this run does not know.</summary>
    public static TokenStep Beside(Situation situation)
    {
        var step = Make(situation, TokenAction.Created);
        var warning = $"A token is made for \"{step.Login}\" beside {situation.LiveGroup.Count} live one(s) of the same description, "
            + $"whose value is not known here: {string.Join("; ", situation.LiveGroup.Select(Describe))}. "
            + "Where nothing uses them any more, they can be revoked.";
        return step with { Warnings = [warning, .. step.Warnings] };
    }

    /// <summary>A new token with the requested value.</summary>
    public static TokenStep OfRequest(Situation situation) => Create(situation, TokenAction.Created, old: null, situation.Request.Value);

    /// <summary>Makes the expired token live again that has the requested value.</summary>
    public static TokenStep Revive(Situation situation, ObservedToken expired)
    {
        RefuseWhatCannotBeGranted(situation);
        var request = situation.Request;
        var description = situation.Description;
        var update = new StoreChange.Update(expired.Id ?? 0)
        {
            Description = description.Matches(expired.Description ?? "") ? null : description,
            ChangesExpiry = true,
            ExpiresAt = request.ExpiresAt,
            SecureOnly = situation.SecureOnly == expired.SecureOnly ? null : situation.SecureOnly,
        };
        var token = expired with
        {
            Description = description.Text,
            ExpiresAt = request.ExpiresAt,
            SecureOnly = situation.SecureOnly ?? expired.SecureOnly,
        };
        var step = situation.Step() with { Action = TokenAction.Updated, Before = expired, Value = request.Value, Token = token };
        return Finish(step, situation, update);
    }

    /// <summary>Over the API, a token is made only with the user's password. Until one has to be made, none is needed.</summary>
    public static void RequirePassword(Situation situation)
    {
        if (situation is { Abilities.NeedsPassword: true, Observation.HasPassword: false })
        {
            throw situation.Failure(
                TokenErrorCode.InvalidArguments,
                $"A token has to be made for \"{situation.Request.Login}\", and over the API that needs the user's own password, which was "
                + "not given. Nothing was created.",
                new FailureReason.NoPassword());
        }
    }

    private static TokenStep Create(Situation situation, TokenAction action, ObservedToken? old, TokenValue? value)
    {
        RefuseWhatCannotBeGranted(situation);
        var request = situation.Request;
        var expiresAt = request.ExpiresAt ?? request.ExpiresIn?.After(situation.Now);
        var create = new StoreChange.Create(situation.Description)
        {
            Value = value,
            ExpiresAt = expiresAt,
            Lifetime = request.ExpiresIn,
            SecureOnly = situation.SecureOnly,
        };
        var token = new ObservedToken
        {
            Description = situation.Description.Text,
            CreatedAt = situation.Now,
            ExpiryKnown = true,
            ExpiresAt = expiresAt,
            SecureOnly = situation.Abilities.SetsSecureOnly ? request.SecureOnly ?? false : null,
        };
        var step = Finish(situation.Step() with { Action = action, Before = old, Value = value, Token = token }, situation, create);
        return situation.Abilities.HasRows || old is null ? step : step with { Others = [old] };
    }

    private static TokenStep Finish(TokenStep step, Situation situation, StoreChange change) => OtherTokens.After(situation, step with
    {
        Changes = [change],
        File = situation.Request.TokenFile is null ? FileAction.None : FileAction.Write,
        DiscardPending = situation.File is { PendingExists: true },
    });

    private static void RefuseWhenNever(Situation situation)
    {
        if (situation.Request.Recreate == RecreateMode.Never)
        {
            throw situation.Failure(
                TokenErrorCode.TokenValueUnknown,
                $"No live token of \"{situation.Observation.Login}\" with the description \"{situation.Description}\" has a value that is "
                + "known here, and the request forbids to make a new one.",
                new FailureReason.NewValueForbidden());
        }
    }

    private static void RefuseWhatCannotBeGranted(Situation situation)
    {
        var request = situation.Request;
        if (request.SecureOnly == true && !situation.Abilities.SetsSecureOnly)
        {
            var version = situation.MatomoVersion is { } found ? $"This Matomo ({found})" : "This Matomo, as far as its API tells,";
            throw Unsupported(
                situation,
                $"{version} cannot create a token that is secure_only in this way: the database of Matomo 5 and later can, and the API of "
                + "5.8 and later.",
                nameof(TokenRequest.SecureOnly));
        }

        if (request.RevokeOthers && !situation.Abilities.HasRows)
        {
            const string Message = "Matomo's API cannot end other tokens. Let tokens expire by themselves.";
            throw Unsupported(situation, Message, nameof(TokenRequest.RevokeOthers));
        }
    }

    private static TokenException Unsupported(Situation situation, string message, string setting) =>
        situation.Failure(TokenErrorCode.Unsupported, message + " Nothing was created.", new FailureReason.NeedsDatabase(setting));

    private static string Describe(ObservedToken token) =>
        $"id {token.Id}, last used {(token.LastUsedAt is { } used ? $"{used:yyyy-MM-dd HH:mm} UTC" : "never as far as recorded")}";
}
