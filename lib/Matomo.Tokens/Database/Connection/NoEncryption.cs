using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Database.Connection;

/// <summary>The database server cannot encrypt, so that the account's password can be sent over TCP on the server's own host only.</summary>
/// <param name="OverSocket">Whether the server's socket was tried.</param>
public sealed record NoEncryption(bool OverSocket) : FailureReason;
