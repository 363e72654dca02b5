namespace Matomo.TestDatabase;

/// <summary>An account of the database server, from any host.</summary>
public sealed record DatabaseUser(string Name, string Password);
