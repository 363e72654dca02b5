using Matomo.Tokens.Database.Connection;

namespace Matomo.Tokens.Database.Users;

/// <summary>The one user that a spelling means.</summary>
internal static class OneUser
{
    /// <param name="spelling">As the user of this program wrote it.</param>
    /// <param name="found">Who has it as login or e-mail address.</param>
    /// <param name="tables">The names, for messages.</param>
    /// <param name="options">Where, for messages.</param>
    /// <param name="index">Which of several requests asks, for the failure.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.UserNotFound"/>, or <see cref="TokenErrorCode.InvalidArguments"/>: it means several.</exception>
    public static UserRow Of(string spelling, IReadOnlyList<UserRow> found, MatomoTables tables, DatabaseOptions options, int? index = null) => found switch
    {
        [var user] => user,
        [] => throw new TokenException(
            TokenErrorCode.UserNotFound,
            $"No user of this Matomo (database \"{options.Name}\", table {tables.UserName}) has the login or e-mail address \"{spelling}\". Check the spelling, or create the user first.{options.AfterRefusal}") { RequestIndex = index },
        _ => throw new TokenException(
            TokenErrorCode.InvalidArguments,
            $"\"{spelling}\" means more than one user: {string.Join(", ", found.Select(user => $"\"{user.Login}\" (e-mail address {user.Email})"))}. "
            + $"Give the login of the one that is meant, spelt as it is there.{options.AfterRefusal}") { RequestIndex = index },
    };
}
