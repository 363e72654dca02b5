namespace Matomo.Contract.Tests.StandInBehaviour;

/// <summary>Where a stand-in has its tokens.</summary>
public enum TokenTableKind
{
    InMemory,
    Database,
}
