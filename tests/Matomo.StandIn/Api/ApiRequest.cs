using Matomo.StandIn.Php;

namespace Matomo.StandIn.Api;

/// <summary>core/API/Request.php, process: one API request, of its own or in a bulk.</summary>
internal sealed class ApiRequest(Installation installation, ApiMethods methods)
{
    private const string TokenAuth = "token_auth";
    private const string InvalidMethodName = "The method name is invalid. Expected 'module.methodName'";
    private const string MethodMissing = "The parameter 'method' isn't set in the Request, and a default value wasn't provided.";

    public object? Process(PhpParameters given, Session session, bool isNested)
    {
        var parameters = installation.Version.TrimsParameters ? given.Trimmed() : given;
        var (module, name) = Split(parameters.Given("method") ?? throw new ApiError(MethodMissing));
        CheckModule(module);

        var before = session.Token;
        var reloads = parameters.Has(TokenAuth, out _) && session.NeedsReload(parameters.Get(TokenAuth));
        try
        {
            if (reloads)
                session.Reload(parameters.Get(TokenAuth));

            return Invoke(Find(session, module, name), new ApiCall(parameters, session, isNested));
        }
        finally
        {
            if (reloads)
                session.Restore(before);
        }
    }

    private static (string Module, string Name) Split(string method) =>
        method.Split('.') is [var module, var name] ? (module, name) : throw new ApiError(InvalidMethodName);

    private ApiMethod Find(Session session, string module, string name) => methods.Find($"{module}.{name}")
        ?? throw new ApiError(session.Messages.UnknownMethod(module, name), installation.Version.UnknownMethodStatus);

    private void CheckModule(string module)
    {
        switch (methods.Has(module))
        {
            case ModuleState.Unknown when installation.Version.UnknownModuleStatus is { } status:
                throw new ApiError($"The plugin {module} was not found.", status);
            case ModuleState.Unknown or ModuleState.Inactive:
                throw new ApiError(
                    $"The plugin {module} is not enabled. You can activate the plugin on Settings > Plugins page in Matomo.",
                    installation.Version.InactiveModuleStatus);
            default:
                return;
        }
    }

    private bool IsGiven(ApiMethod method, PhpParameters parameters, string name) => parameters.Given(name) switch
    {
        null => parameters.Lists.ContainsKey(name) && (name == "urls" || !installation.Version.ChecksTypes),
        var text => !installation.Version.ChecksTypes || !method.Integers.Contains(name) || long.TryParse(text, out _),
    };

    private object? Invoke(ApiMethod method, ApiCall call)
    {
        if (method.Required.FirstOrDefault(name => !IsGiven(method, call.Parameters, name)) is { } missing)
            throw new ApiError(call.Session.Messages.ParameterMissing(missing), installation.Version.MissingParameterStatus);

        if (method.ChecksAddress)
            call.Session.CheckAddress();

        return method.Invoke(call);
    }
}
