namespace Matomo.Tokens.Database.Users;

/// <summary>A user of Matomo's.</summary>
/// <param name="Login">The login as Matomo stores it.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="PlainValue">Matomo 3: the user's one value, when it has a token's form.</param>
internal sealed record UserRow(string Login, string Email, TokenValue? PlainValue);
