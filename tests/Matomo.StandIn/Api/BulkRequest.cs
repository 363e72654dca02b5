using Matomo.StandIn.Php;

namespace Matomo.StandIn.Api;

/// <summary>API.getBulkRequest: each of urls[] is a request of its own. What one lacks comes from the outer request, an empty token_auth stays empty.</summary>
internal sealed class BulkRequest(Installation installation, ApiMethods methods)
{
    private readonly ApiRequest _api = new(installation, methods);

    public object? Run(ApiCall call)
    {
        var outer = call.Parameters.Without("urls");
        return call.Parameters.Lists.GetValueOrDefault("urls", [])
            .Select(url => PhpParameters.FromQuery(PhpText.Trim(url)).Over(outer))
            .Where(parameters => parameters.Get("method") != "API.getBulkRequest")
            .Select(parameters => One(parameters, call.Session))
            .ToArray();
    }

    private object? One(PhpParameters parameters, Session session)
    {
        try
        {
            return Shaped(_api.Process(parameters, session, isNested: true));
        }
        catch (ApiError error)
        {
            return ResponseFormat.ErrorOf(PhpText.EscapeMessage(error.Message));
        }
    }

    /// <summary>3.x takes the bare values (format=php), later versions read the JSON of each answer.</summary>
    private object? Shaped(object? value) => installation.Version.Major == 3 ? value : new ResponseFormat(installation.Version, "json").Shaped(value);
}
