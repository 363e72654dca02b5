namespace Matomo.StandIn.Users;

/// <summary>A site that a user may view.</summary>
public sealed record StandInSite(int Id, IReadOnlyList<string> Urls);
