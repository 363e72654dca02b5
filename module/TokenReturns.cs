namespace MatomoToken;

/// <summary>The fields of <c>matomo_token</c>'s result. <see cref="TokenResult"/> writes them.</summary>
internal static class TokenReturns
{
    public static ReturnValue[] All => [.. SharedReturns.Always, .. OfToken, Results, SharedReturns.Message, SharedReturns.ErrorCode];

    private static readonly ReturnValue[] OfToken =
        [.. FieldsOfToken.Select(field => field with { Returned = "success, without tokens" })];

    private static IEnumerable<ReturnValue> FieldsOfToken =>
    [
        new(
            "action", ArgumentType.Str,
            "What was done with the token, or would be done in check mode: none; created; updated (its expiry, description, secure_only "
            + "or file); renewed (a new token was made because the old one expires soon); or revoked.") { Sample = "created" },
        new(
            TokenOptions.Login, ArgumentType.Str,
            "The user who owns the token, with the login as Matomo spells it where that is known.") { Sample = "alice" },
        new(
            TokenOptions.Description, ArgumentType.Str,
            "The requested description, as people read it. Null when the task gives none.") { Sample = "WordPress on web1" },
        new(
            TokenOptions.TokenAuth, ArgumentType.Str,
            "The token's value, when return_token asks for it and it is known. Null otherwise, and in check mode where it would be new.",
            "A failed result holds it only when a token was made whose value could not be kept anywhere else, and return_token asks for "
            + "it.") { Sample = "0123456789abcdef0123456789abcdef" },
        new("value_known", ArgumentType.Bool, "Whether the run knows the token's value, returned or not.") { Sample = true },
        new(
            TokenOptions.TokenFile, ArgumentType.Str,
            "The file that keeps the value. Null when the task names none.") { Sample = "/etc/wordpress/matomo.token" },
        new("token", ArgumentType.Dict, "The token as Matomo has it, or in check mode would have it. Null when there is none.")
        {
            Contains =
            [
                SharedReturns.Id,
                SharedReturns.CreatedAt,
                ExpiresAt,
                SharedReturns.LastUsedAt,
                new(
                    "secure_only", ArgumentType.Bool,
                    "Whether the token is valid in POST bodies only. Null when unknown.") { Sample = false },
            ],
        },
        new(
            "others", ArgumentType.List,
            "The other live tokens of the same login and description. Always empty over the API, which does not list them.")
        {
            Elements = ArgumentType.Dict,
            Contains = Others,
        },
        new("revoked", ArgumentType.List, "The tokens that the run revoked, or would revoke in check mode.")
        {
            Elements = ArgumentType.Dict,
            Contains = Others,
        },
    ];

    private static ReturnValue[] Others => [SharedReturns.Id, SharedReturns.CreatedAt, ExpiresAt, SharedReturns.LastUsedAt];

    private static ReturnValue ExpiresAt => new(
        "expires_at", ArgumentType.Str,
        "When the token expires, in UTC. Null when it never does, or when unknown.")
    { Sample = "2027-01-31T12:00:00Z" };

    private static ReturnValue Results => new(
        "results", ArgumentType.List,
        "One element for each entry of tokens, in the same order, with the fields that are otherwise at the top. A failed result has the "
        + "elements of the entries that were done before the failure; over the API these stay done.")
    {
        Elements = ArgumentType.Dict,
        Returned = "with tokens",
        Contains = OfToken,
    };
}
