using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>The salt is another than that of the database's tokens, or the database is that of another installation.</summary>
/// <param name="CanBeTried">Whether a trial could prove the salt, and there was none.</param>
/// <param name="OtherDatabase">Whether Matomo itself does not know what was stored in the database.</param>
public sealed record SaltInDoubt(bool CanBeTried, bool OtherDatabase) : FailureReason;
