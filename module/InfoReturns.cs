namespace MatomoToken;

/// <summary>The fields of <c>matomo_token_info</c>'s result. <see cref="InfoResult"/> writes them.</summary>
internal static class InfoReturns
{
    public static ReturnValue[] All =>
        [.. SharedReturns.Always, Tokens, SuperUsers, .. OfCheck, SharedReturns.Message, SharedReturns.ErrorCode];

    private static ReturnValue Tokens => new(
        TokenOptions.Tokens, ArgumentType.List,
        "Database: the tokens that pass all filters, ordered by login and then by creation. Null over the API. It never holds a value or "
        + "a hash.")
    {
        Elements = ArgumentType.Dict,
        Contains =
        [
            SharedReturns.Id,
            new(
                TokenOptions.Login, ArgumentType.Str,
                "The user who owns the token. If that user was deleted, the login that the token was made for.") { Sample = "alice" },
            new(
                TokenOptions.Description, ArgumentType.Str,
                "The token's description, as people read it. Null in Matomo 3.") { Sample = "WordPress on web1" },
            SharedReturns.CreatedAt,
            SharedReturns.LastUsedAt,
            new(
                "last_use_reliable", ArgumentType.Bool,
                "Whether Matomo records each use of the token. False for a user with write or admin access to a site, whose tracking "
                + "requests are not recorded, and for the anonymous user. Null when unknown.") { Sample = true },
            new(
                TokenOptions.ExpiresAt, ArgumentType.Str,
                "When the token expires or expired, in UTC. Null when it never does.") { Sample = "2027-01-31T12:00:00Z" },
            new("expired", ArgumentType.Bool, "Whether the token has expired, by the database server's clock.") { Sample = false },
            new(
                TokenOptions.SecureOnly, ArgumentType.Bool,
                "Whether the token is valid in POST bodies only. Null where Matomo has no such tokens.") { Sample = false },
            new(
                InfoOptions.System, ArgumentType.Bool,
                "Whether the token is Matomo's own: a system token, or the anonymous user's.") { Sample = false },
        ],
    };

    private static ReturnValue SuperUsers => new(
        "super_users", ArgumentType.List,
        "Database: the logins of the super users, limited to those in logins. Null where the account may not read who they are, and over "
        + "the API.")
    { Elements = ArgumentType.Str };

    private static ReturnValue[] OfCheck =>
    [
        new("valid", ArgumentType.Bool, "API: whether a live token has the value. Null with the database.") { Sample = true },
        new(
            TokenOptions.Login, ArgumentType.Str,
            "API: the login of the user who owns the token. Null when the value is not valid, and with the database. Also null, with a "
            + "warning, for one of several super users, whom the API does not tell apart.") { Sample = "alice" },
        new(
            "super_user", ArgumentType.Bool,
            "API: whether that user is a super user. Null when the value is not valid, and with the database.") { Sample = false },
    ];
}
