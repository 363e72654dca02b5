using Matomo.StandIn.Php;

namespace Matomo.StandIn.Api;

/// <summary>
/// API.getBulkRequest: each of urls[] is a request of its own. What one lacks comes from the outer request, an empty token_auth stays
/// empty.
/// </summary>
internal sealed class BulkRequest(Installation installation, ApiMethods methods)
{
    private readonly ApiRequest _api = new(installation, methods);

    public object? Run(ApiCall call)
    {
        var outer = call.Parameters.Without("urls");
        CheckLimit(call.Session, call.Parameters.Lists.GetValueOrDefault("urls", []).Count);
        return call.Parameters.Lists.GetValueOrDefault("urls", [])
            .Select(url => PhpForm.Parse(PhpText.Trim(url)).Over(outer))
            .Where(parameters => parameters.Get("method") != "API.getBulkRequest")
            .Select(parameters => One(parameters, call.Session))
            .ToArray();
    }

    private object? One(PhpParameters parameters, Session session)
    {
        var (nested, outer) = (parameters.Get("token_auth"), session.Token ?? "");
        if (installation.Version.ComparesTokensOfBulk && nested.Length > 0 && outer is not ("" or Session.Anonymous) && nested != outer)
            throw new ApiError(FrontController.ConflictingTokens, 400);

        try
        {
            return Shaped(_api.Process(parameters, session, isNested: true));
        }
        catch (ApiError error) when (!error.EndsBulk)
        {
            return ResponseFormat.ErrorOf(PhpText.DecodeEntities(error.Message));
        }
    }

    private object? Shaped(object? value) => installation.Version.BulkIsJson || value is PhpArray
        ? new ResponseFormat(installation.Version, "json").Shaped(value)
        : value;

    private void CheckLimit(Session session, int count)
    {
        if (installation.Version.AnonymousBulkLimit is { } limit && session.IsAnonymous
            && (session.HasSite ? limit.Seeing : limit.Blind) is var most && count > most)
        {
            throw new ApiError($"The maximum number of URLs that can be requested in a bulk request is {most}.", 400);
        }
    }
}
