using Matomo.StandIn.Php;
using MySqlConnector;

namespace Matomo.StandIn.Api;

/// <summary>index.php: the token first (core/FrontController.php, init), then the call (plugins/API/Controller.php).</summary>
internal sealed class FrontController(Installation installation, ApiMethods methods)
{
    private const string TokenAuth = "token_auth";
    private readonly ApiRequest _api = new(installation, methods);

    private ApiError DatabaseDown => new(installation.Messages.DatabaseDown, 500);

    public Answer Answer(PhpRequest request, bool databaseIsDown = false, bool addressIsAllowed = true)
    {
        try
        {
            return Work(request, databaseIsDown, addressIsAllowed);
        }
        catch (MySqlException)
        {
            return EarlyError(request, DatabaseDown);
        }
    }

    private Answer Work(PhpRequest request, bool databaseIsDown, bool addressIsAllowed)
    {
        var session = new Session(installation, request);
        try
        {
            Initialize(request, session, databaseIsDown);
        }
        catch (ApiError error)
        {
            return EarlyError(request, error);
        }

        return request.All.Get("module") == "API"
            ? Call(request, session, addressIsAllowed)
            : new Answer(200, Api.Answer.Html, Pages.Login);
    }

    private void Initialize(PhpRequest request, Session session, bool databaseIsDown)
    {
        if (databaseIsDown)
        {
            throw DatabaseDown;
        }

        if (request.All.Has(TokenAuth, out _) && ReloadsEarly(request.All.Get(TokenAuth), session))
        {
            session.Reload(request.All.Get(TokenAuth));
        }
    }

    /// <summary>3.14.1 compares the token with false, so that an empty one is reloaded too; 4.x and 5.x leave an empty one alone.</summary>
    private bool ReloadsEarly(string token, Session session) =>
        session.NeedsReload(token) && (token.Length > 0 || installation.Version.Major == 3);

    private Answer Call(PhpRequest request, Session session, bool addressIsAllowed)
    {
        var format = new ResponseFormat(installation.Version, request.All.Get("format", "xml"));
        try
        {
            if (!addressIsAllowed)
            {
                throw session.NoAccess(installation.Messages.AddressNotAllowed(request.Address));
            }

            return format.Success(_api.Process(WithToken(request.All), session, isNested: false));
        }
        catch (ApiError error)
        {
            return format.Error(error.Message, error.Status ?? 200);
        }
    }

    /// <summary>The controller makes "anonymous" of a token that is missing or empty before it builds the API request.</summary>
    private static PhpParameters WithToken(PhpParameters parameters) => parameters.With(TokenAuth, parameters.Get(TokenAuth, Session.Anonymous));

    /// <summary>core/ExceptionHandler.php: in the format asked for when the URL alone shows an API call, as a page otherwise.</summary>
    private Answer EarlyError(PhpRequest request, ApiError error)
    {
        var status = error.Status ?? installation.Version.EarlyErrorStatus;
        return request.IsApiRequestByUrl
            ? new ResponseFormat(installation.Version, request.All.Get("format", "xml")).Error(error.Message, status)
            : new Answer(status, Api.Answer.Html, Pages.Error(error.Message));
    }
}
