using Matomo.StandIn.Php;
using MySqlConnector;

namespace Matomo.StandIn.Api;

/// <summary>index.php: the token first (core/FrontController.php, init), then the call (plugins/API/Controller.php).</summary>
internal sealed class FrontController(Installation installation, ApiMethods methods)
{
    private const string TokenAuth = "token_auth";
    private readonly ApiRequest _api = new(installation, methods);

    private ApiError DatabaseDown => new(installation.Messages.DatabaseDown, 500);

    public Answer Answer(PhpRequest request, StandInSettings settings)
    {
        try
        {
            return Work(request, settings);
        }
        catch (MySqlException)
        {
            return EarlyError(request, DatabaseDown);
        }
    }

    private Answer Work(PhpRequest request, StandInSettings settings)
    {
        var session = new Session(installation, request, settings);
        try
        {
            Initialize(request, session);
        }
        catch (ApiError error)
        {
            return EarlyError(request, error);
        }

        return request.All.Get("module") == "API"
            ? Call(request, session)
            : new Answer(200, Api.Answer.Html, Pages.Login);
    }

    private void Initialize(PhpRequest request, Session session)
    {
        if (session.Settings.DatabaseIsDown)
        {
            throw DatabaseDown;
        }

        if (Token(request) is { } token && ReloadsEarly(token, session))
        {
            session.Reload(token);
        }
    }

    /// <summary>Null without one. Where Bearer is read, tokens that differ conflict and an empty one is none; before, the URL's hides the body's.</summary>
    private string? Token(PhpRequest request)
    {
        if (!installation.Version.ReadsBearer)
        {
            return request.All.Has(TokenAuth, out _) ? request.All.Get(TokenAuth) : null;
        }

        var tokens = new[] { request.Bearer, request.Get.Get(TokenAuth), request.Post.Get(TokenAuth) }.Where(token => token.Length > 0).Distinct().ToList();
        return tokens.Count <= 1 ? tokens.FirstOrDefault() : throw new ApiError(Messages.ConflictingTokens, 400);
    }

    /// <summary>3.14.1 compares the token with false, so that an empty one is reloaded too; 4.x and 5.x leave an empty one alone.</summary>
    private bool ReloadsEarly(string token, Session session) =>
        session.NeedsReload(token) && (token.Length > 0 || installation.Version.Major == 3);

    private Answer Call(PhpRequest request, Session session)
    {
        var format = new ResponseFormat(installation.Version, request.All.Get("format", "xml"));
        try
        {
            if (session.Settings.AllowedAddresses is { Count: > 0 } allowed && !allowed.Contains(request.Address))
            {
                throw session.NoAccess(installation.Messages.AddressNotAllowed(request.Address));
            }

            return format.Success(_api.Process(request.All.With(TokenAuth, Token(request) is { Length: > 0 } token ? token : Session.Anonymous), session, isNested: false));
        }
        catch (ApiError error)
        {
            return format.Error(error.Message, error.Status ?? 200);
        }
    }

    /// <summary>core/ExceptionHandler.php: in the format asked for when the URL alone shows an API call, as a page otherwise.</summary>
    private Answer EarlyError(PhpRequest request, ApiError error)
    {
        var status = error.Status ?? installation.Version.EarlyErrorStatus;
        return request.IsApiRequestByUrl
            ? new ResponseFormat(installation.Version, request.All.Get("format", "xml")).Error(error.Message, status)
            : new Answer(status, Api.Answer.Html, Pages.Error(error.Message));
    }
}
