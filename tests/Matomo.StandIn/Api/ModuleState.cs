namespace Matomo.StandIn.Api;

internal enum ModuleState
{
    Active,
    Inactive,
    Unknown,
}
