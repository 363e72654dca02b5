namespace Matomo.Tokens.Planning;

/// <summary>The API gives a value only to whoever knows the user's password. It is not asked for while nothing has to be made.</summary>
internal static class PasswordGuard
{
    public static void Check(Situation situation)
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
}
