using Matomo.Tokens.Database.Connection;

namespace MatomoToken;

/// <summary>Where Matomo's database is, and what the user should know of how that was found out.</summary>
/// <param name="Options">Where and how.</param>
/// <param name="Warnings">What the user should know.</param>
internal sealed record DatabaseSettings(DatabaseOptions Options, IReadOnlyList<string> Warnings);
