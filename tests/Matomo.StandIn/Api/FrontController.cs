using Matomo.StandIn.Php;
using MySqlConnector;

namespace Matomo.StandIn.Api;

/// <summary>index.php: the token first (core/FrontController.php, init), then the call (plugins/API/Controller.php).</summary>
internal sealed class FrontController(Installation installation, ApiMethods methods)
{
    public const string ConflictingTokens = "Conflicting authentication parameters provided.";
    private const string TokenAuth = "token_auth";
    private readonly ApiRequest _api = new(installation, methods);

    public Answer Answer(PhpRequest request, StandInSettings settings)
    {
        try
        {
            return Work(request, settings);
        }
        catch (MySqlException)
        {
            return Answer(request, settings with { DatabaseError = StandInSettings.AccessDenied });
        }
    }

    private Answer Work(PhpRequest request, StandInSettings settings)
    {
        if (InsteadOfMatomo(request, settings) is { } instead)
            return instead;

        var session = new Session(installation, request, settings);
        try
        {
            Initialize(request, session);
        }
        catch (ApiError error)
        {
            return EarlyError(request, error);
        }

        return request.All.Get("module") switch
        {
            "API" => Call(request, session),
            "" => new Answer(200, Api.Answer.Html, Pages.Login),
            var module => new Answer(
                installation.Version.UnknownModuleStatus ?? installation.Version.EarlyErrorStatus,
                Api.Answer.Html,
                Pages.Error($"The plugin {module} was not found.")),
        };
    }

    /// <summary>core/FrontController.php answers these ahead of everything else.</summary>
    private static Answer? InsteadOfMatomo(PhpRequest request, StandInSettings settings) => settings switch
    {
        { IsInstalled: false } => new Answer(200, Api.Answer.Html, Pages.Installer),
        { DatabaseError: not null } => null,
        { ForceSsl: true, AssumeSecureProtocol: false } => new Answer(302, Api.Answer.Html, "")
        {
            Headers = new Dictionary<string, string> { ["Location"] = $"https://{request.Host}{request.Path}" },
        },
        { Maintenance: true } => new Answer(503, Api.Answer.Html, Pages.Maintenance),
        _ => null,
    };

    private void Initialize(PhpRequest request, Session session)
    {
        if (session.Settings.DatabaseError is { } error)
            throw new ApiError(session.Messages.Database(error), 500);

        if (Token(request) is { } token && ReloadsEarly(token, session))
            session.Reload(token);
    }

    /// <summary>
    /// Null without one. Where Bearer is read, tokens that differ conflict and an empty one is none; before, the URL's hides the body's.
    /// </summary>
    private string? Token(PhpRequest request)
    {
        if (!installation.Version.ReadsBearer)
            return request.All.Has(TokenAuth, out var token) ? token : null;

        var tokens = new[]
        {
            request.Bearer,
            request.Get.Raw(TokenAuth),
            request.Post.Raw(TokenAuth),
        }.Where(token => token.Length > 0).Distinct().ToList();
        return tokens.Count <= 1 ? tokens.FirstOrDefault() : throw new ApiError(ConflictingTokens, 400);
    }

    /// <summary>3.14.1 compares the token with false, so that an empty one is reloaded too; 4.x and 5.x leave an empty one alone.</summary>
    private bool ReloadsEarly(string token, Session session) =>
        session.NeedsReload(token) && (token.Length > 0 || installation.Version.ReloadsEmptyTokens);

    private Answer Call(PhpRequest request, Session session)
    {
        var format = new ResponseFormat(installation.Version, request.All.Get("format", "xml"));
        try
        {
            if (session.Settings is { AllowlistAppliesToApi: true, AllowedAddresses: { Count: > 0 } allowed }
                && !allowed.Contains(request.Address))
            {
                throw session.NoAccess(session.Messages.AddressNotAllowed(request.Address));
            }

            if (!format.IsKnown)
                throw new ApiError($"Renderer format '{request.All.Get("format")}' not valid.");

            var token = Token(request) ?? "";
            var value = _api.Process(
                request.All.With(TokenAuth, PhpText.Trim(token).Length > 0 ? token : Session.Anonymous), session, isNested: false);
            return format.Success(value, session.Status);
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
