namespace Matomo.Tokens.Configuration;

/// <summary>A value of Matomo's configuration.</summary>
/// <param name="Text">Its bytes as PHP reads them, one character each (Latin-1); null for a list, and where only PHP knows it.</param>
/// <param name="Entries">The entries of a list (<c>key[] = …</c>), in the same form; null when it is none.</param>
internal sealed record IniValue(string? Text, List<string?>? Entries = null);
