namespace Matomo.StandIn.Api;

/// <summary>A public method of a plugin's API class.</summary>
/// <param name="Required">Parameters without a default, in the order in which Matomo asks for them.</param>
internal sealed record ApiMethod(IReadOnlyList<string> Required, Func<ApiCall, object?> Invoke)
{
    /// <summary>Those of <see cref="Required"/> that are integers, where types are checked.</summary>
    public IReadOnlyList<string> Integers { get; init; } = [];

    /// <summary>Posted once the parameters are there: API.Plugin.method, at which the Login plugin looks for blocked addresses.</summary>
    public bool ChecksAddress { get; init; }
}
