namespace MatomoToken;

/// <summary>The fields that the results of both modules have.</summary>
internal static class SharedReturns
{
    /// <summary>The fields of every result.</summary>
    public static ReturnValue[] Always =>
    [
        new(TokenOptions.Backend, ArgumentType.Str, "Which backend was used: api or database.")
        {
            Returned = "always, once the options are accepted",
            Sample = TokenOptions.Database,
        },
        new("matomo_version", ArgumentType.Str, "Matomo's version. Null when Matomo does not reveal it.") { Sample = "5.3.1" },
    ];

    public static ReturnValue Id { get; } = new(
        "id", ArgumentType.Int,
        "The token's number in Matomo's database. Null when unknown.")
    { Sample = 42 };

    public static ReturnValue CreatedAt { get; } = new(
        "created_at", ArgumentType.Str,
        "When the token was created, in UTC. Null when unknown.")
    { Sample = "2026-10-31T12:00:00Z" };

    public static ReturnValue LastUsedAt { get; } = new(
        "last_used_at", ArgumentType.Str,
        "When the token was last used, in UTC, as far as Matomo records it. Null when it was never used, or when unknown.")
    {
        Sample = "2026-11-20T08:30:00Z",
    };

    public static ReturnValue Message => new(
        "msg", ArgumentType.Str,
        "What was tried, on what, what came back, and what to do. With several tokens, it names the one that failed.")
    {
        Returned = "failure",
        Sample = "No user has the login or e-mail address \"alice\".",
    };

    public static ReturnValue ErrorCode => new("error_code", ArgumentType.Str, "The kind of failure, for use in conditions.")
    {
        Returned = "failure",
        Choices = [.. Enum.GetValues<TokenErrorCode>().Select(code => code.Name()), ModuleFailedException.NotStarted],
        Sample = TokenErrorCode.UserNotFound.Name(),
    };
}
