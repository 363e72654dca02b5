namespace Matomo.StandIn.Tokens;

/// <summary>A token as it goes into the table.</summary>
public sealed record NewToken(string Login, string Value, string Description, DateTime Created)
{
    public DateTime? Expires { get; init; }

    public bool SecureOnly { get; init; }

    public bool System { get; init; }
}
