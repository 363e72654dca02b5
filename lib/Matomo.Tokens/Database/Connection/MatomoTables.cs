namespace Matomo.Tokens.Database.Connection;

/// <summary>The names of Matomo's tables. A statement quotes them, for a prefix may begin with a digit.</summary>
/// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: Matomo's tables cannot have that prefix.</exception>
internal sealed class MatomoTables(string prefix)
{
    private const int LongestPrefix = 48;

    private readonly string _prefix = Checked(prefix);

    public string User => _prefix + "user";

    public string Token => _prefix + "user_token_auth";

    public string Option => _prefix + "option";

    public string Access => _prefix + "access";

    private static string Checked(string prefix) =>
        prefix.Length <= LongestPrefix && prefix.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '$')
            ? prefix
            : throw new TokenException(
                TokenErrorCode.InvalidArguments,
                $"The table prefix \"{prefix}\" has characters other than letters, digits, _ and $, or more than {LongestPrefix} of them. "
                + "Nothing was read.",
                reason: new FailureReason.DatabaseSettings(nameof(DatabaseOptions.Prefix)));
}
