using Matomo.StandIn.Php;

namespace Matomo.StandIn.Api;

/// <summary>core/API/Request.php, process: one API request, of its own or in a bulk.</summary>
internal sealed class ApiRequest(Installation installation, ApiMethods methods)
{
    private const string TokenAuth = "token_auth";

    public object? Process(PhpParameters parameters, Session session, bool isNested)
    {
        var (module, name) = Split(parameters.Given("method") ?? throw new ApiError(Messages.MethodMissing));
        if (!methods.HasModule(module))
        {
            throw new ApiError($"The plugin {module} is not enabled. You can activate the plugin on Settings > Plugins page in Matomo.");
        }

        var restore = ReloadWhenNeeded(parameters, session);
        try
        {
            return Invoke(Find(module, name), new ApiCall(parameters, session, isNested));
        }
        finally
        {
            restore();
        }
    }

    private static (string Module, string Name) Split(string method) =>
        method.Split('.') is [var module, var name] ? (module, name) : throw new ApiError(Messages.InvalidMethodName);

    private static Action ReloadWhenNeeded(PhpParameters parameters, Session session)
    {
        var before = session.Token;
        if (!parameters.Has(TokenAuth, out _) || !session.NeedsReload(parameters.Get(TokenAuth)))
        {
            return () => { };
        }

        session.Reload(parameters.Get(TokenAuth));
        return () => session.Restore(before);
    }

    private ApiMethod Find(string module, string name) => methods.Find($"{module}.{name}")
        ?? throw new ApiError(installation.Messages.UnknownMethod(module, name), installation.Version.UnknownMethodStatus);

    private object? Invoke(ApiMethod method, ApiCall call)
    {
        if (method.Required.FirstOrDefault(name => call.Parameters.Given(name) is null && !call.Parameters.Lists.ContainsKey(name)) is { } missing)
        {
            throw new ApiError(installation.Messages.ParameterMissing(missing), installation.Version.MissingParameterStatus);
        }

        if (method.ChecksAddress)
        {
            call.Session.CheckAddress();
        }

        return method.Invoke(call);
    }
}
