namespace Matomo.Tokens.Planning;

/// <summary>Brings a live token's description, expiry and secure_only into line, or says why it cannot be done.</summary>
internal static class Alignment
{
    /// <summary>Whether a token is as requested already, and has enough time left.</summary>
    public static bool Fits(Situation situation, ObservedToken token) =>
        !situation.IsRenewalDue(token) && Desired(situation, token) == token;

    public static TokenStep Align(Situation situation, ObservedToken token)
    {
        var desired = Desired(situation, token);
        var step = situation.Step() with { Before = token, Others = situation.Others(token) };
        if (!situation.Abilities.HasRows)
        {
            return step with
            {
                Token = token,
                Warnings = [.. NotGranted(situation, token, desired)],
                NotGranted = desired.ExpiresAt == token.ExpiresAt ? null : new FailureReason.NeedsNewToken(),
            };
        }

        return step with
        {
            Token = desired,
            Changes = desired == token ? [] : [Change(situation, token, desired)],
            Warnings = situation.Request.SecureOnly == true && !situation.Abilities.SetsSecureOnly
                ? ["The token cannot be made secure_only: this Matomo has no such tokens (5.0 and later have)."]
                : [],
        };
    }

    private static ObservedToken Desired(Situation situation, ObservedToken token)
    {
        var description = situation.Description;
        return token with
        {
            Description = token.Description is { } present && !description.Matches(present) ? description.Text : token.Description,
            ExpiresAt = token.ExpiryKnown ? Expiry(situation, token) : token.ExpiresAt,
            SecureOnly = situation.SecureOnly ?? token.SecureOnly,
        };
    }

    private static DateTimeOffset? Expiry(Situation situation, ObservedToken token)
    {
        var request = situation.Request;
        if (request.ExpiresAt is not null || request.NeverExpires)
            return request.ExpiresAt;

        var most = request.ExpiresIn?.After(situation.Now);
        return most is not null && (token.ExpiresAt is null || token.ExpiresAt > most) ? most : token.ExpiresAt;
    }

    private static StoreChange.Update Change(Situation situation, ObservedToken token, ObservedToken desired) => new(token.Id ?? 0)
    {
        Description = desired.Description == token.Description ? null : situation.Description,
        ChangesExpiry = desired.ExpiresAt != token.ExpiresAt,
        ExpiresAt = desired.ExpiresAt,
        SecureOnly = desired.SecureOnly == token.SecureOnly ? null : desired.SecureOnly,
    };

    private static IEnumerable<string> NotGranted(Situation situation, ObservedToken token, ObservedToken desired)
    {
        const string Api = "Matomo's API cannot change a token that exists";
        var request = situation.Request;
        if (desired.Description != token.Description)
            yield return $"The token keeps its description \"{token.Description}\": {Api}.";

        if (desired.ExpiresAt != token.ExpiresAt)
        {
            var end = token.ExpiresAt is { } time ? $"{time:yyyy-MM-dd HH:mm:ss} UTC" : "never";
            yield return $"The token keeps its expiry ({end}): {Api}. Only a new one can expire as requested.";
        }

        if (!token.ExpiryKnown && (request.ExpiresAt is not null || request.NeverExpires || request.ExpiresIn is not null))
        {
            var effect = request.RenewBefore is null ? "its expiry was not compared" : "nothing is renewed";
            yield return "When the token expires is not known, because Matomo's API does not tell it and no note of its creation, or one "
                + $"that is ahead of the clock, is beside a token file: {effect}.";
        }

        if (request.SecureOnly == true && token.SecureOnly != true)
            yield return $"The token was not made secure_only: {Api}, nor tell whether it is.";

        if (request.RevokeOthers)
        {
            yield return "The other tokens cannot be ended, and as soon as a new token is needed that fails: Matomo's API cannot do it. "
                + "The database can.";
        }
    }
}
