namespace Matomo.Tokens.Database.Connection;

/// <summary>The names of Matomo's tables, quoted for a statement.</summary>
internal sealed class MatomoTables
{
    private const int LongestPrefix = 48;

    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: no prefix of Matomo's.</exception>
    public MatomoTables(string prefix)
    {
        if (prefix.Length > LongestPrefix || !prefix.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '$'))
        {
            throw new TokenException(
                TokenErrorCode.InvalidArguments,
                $"The table prefix \"{prefix}\" has characters other than letters, digits, _ and $, or more than {LongestPrefix} of them. Nothing was read.",
                reason: new FailureReason.DatabaseSettings(nameof(DatabaseOptions.Prefix)));
        }

        UserName = prefix + "user";
        TokenName = prefix + "user_token_auth";
        OptionName = prefix + "option";
        AccessName = prefix + "access";
    }

    public string UserName { get; }

    public string TokenName { get; }

    public string OptionName { get; }

    public string AccessName { get; }

    public string User => Quoted(UserName);

    public string Token => Quoted(TokenName);

    public string Option => Quoted(OptionName);

    public string Access => Quoted(AccessName);

    private static string Quoted(string name) => $"`{name}`";
}
