using Ansible.Modules;
using Matomo.Tokens.Api;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Reconciling;

namespace MatomoToken;

/// <summary>Ansible's module <c>matomo_token</c>: joins the module protocol and the token library.</summary>
internal sealed class MatomoTokenModule : IAnsibleModule
{
    public string Name => "matomo_token";

    public string Version => ModuleVersion.Text;

    public string Summary => "Create and keep Matomo API tokens";

    public IReadOnlyList<string> Description =>
    [
        "Makes sure that a Matomo user has an API token (token_auth), and keeps its value in a file on the host or hands it on. A second run changes nothing.",
        "Works over Matomo's HTTP API with the user's own password (Matomo 3, 4 and 5).",
        "Between Matomo's answer and the moment when the value is in the file lies a gap that cannot be closed over the API: a crash in it leaves a token that nobody knows the value of.",
        "Matomo locks an address out after 20 failed logins within an hour. Where many hosts share an address, use throttle or run_once.",
    ];

    public ArgumentSpec Arguments => TokenOptions.Spec;

    public bool SupportsCheckMode => true;

    public async Task<ModuleResult> RunAsync(ModuleContext context, CancellationToken cancellationToken)
    {
        var returnsToken = ReturnsToken(context.Arguments);
        try
        {
            var request = TokenRequestReader.Read(context.Arguments, TimeProvider.System);
            using var store = new ApiTokenStore(ApiOptionsReader.Read(context.Arguments, context.AddSecret), TimeProvider.System);
            foreach (var warning in store.Warnings)
            {
                context.Warn(warning);
            }

            var reconciler = new TokenReconciler(store, TimeProvider.System) { ValueLearned = value => context.AddSecret(value.Reveal()) };
            var result = await reconciler.RunAsync([request], context.CheckMode, cancellationToken);
            foreach (var warning in result.Warnings)
            {
                context.Warn(warning);
            }

            return TokenResult.Of(store.Name, result, returnsToken);
        }
        catch (TokenException exception)
        {
            throw TokenResult.Failure(TokenOptions.Api, exception, returnsToken);
        }
    }

    private static bool ReturnsToken(ModuleArguments arguments) =>
        arguments.GetBool(TokenOptions.ReturnToken) ?? arguments.GetString(TokenOptions.TokenFile) is null;
}
