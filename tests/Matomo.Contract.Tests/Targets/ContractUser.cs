namespace Matomo.Contract.Tests.Targets;

/// <summary>A user of the installation under test. Roles: superuser, admin, write, view, none.</summary>
public sealed record ContractUser(string Login, string Password, string? TotpSecret, string Role)
{
    public bool IsSuperUser => Role == "superuser";

    public bool HasNoSite => Role == "none";
}
