using Matomo.StandIn.Php;

namespace Matomo.StandIn.Api;

/// <summary>One call of an API method: the parameters, and who calls.</summary>
internal sealed record ApiCall(PhpParameters Parameters, Session Session, bool IsNested)
{
    /// <summary>A required parameter; that it is there was checked. What PHP makes a text of a list is "Array".</summary>
    public string this[string name] => Parameters.Lists.ContainsKey(name) ? "Array" : Parameters.Get(name);
}
