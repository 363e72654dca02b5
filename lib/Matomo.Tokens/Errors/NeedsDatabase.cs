namespace Matomo.Tokens.Errors;

/// <summary>Matomo's API cannot do what is requested, and Matomo's database can.</summary>
/// <param name="Settings">The properties of the request to leave out where the API has to do; often there is none.</param>
public sealed record NeedsDatabase(params IReadOnlyList<string> Settings) : FailureReason;
