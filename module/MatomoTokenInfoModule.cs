using Ansible.Modules;
using Ansible.Modules.Arguments;
using Matomo.Tokens.Api.Tokens;
using Matomo.Tokens.Database.Tokens;
using Matomo.Tokens.Errors;

namespace MatomoToken;

/// <summary>Ansible's module <c>matomo_token_info</c>: tells which tokens there are, and changes nothing.</summary>
internal sealed class MatomoTokenInfoModule : IAnsibleModule
{
    public string Name => "matomo_token_info";

    public string Version => ModuleVersion.Text;

    public string Summary => "List Matomo API tokens, or check the value of one";

    public IReadOnlyList<string> Description =>
    [
        "In Matomo's database, lists the API tokens (token_auth) of one user, several or all: when each was made and last used, and when it expires. Neither values nor hashes are in the result.",
        "Over Matomo's HTTP API, tells whether a given value is valid, for which login, whether that is a super user, and Matomo's version. The API cannot list tokens.",
        "Nothing is changed: in the database SELECT is enough, no lock is taken, and a replica will do. Check mode makes no difference.",
        "Matomo writes the last use of a token down at most every ten minutes, and not at all for tracking requests of users with write or admin access to a site. "
        + "Such a user's tokens have last_use_reliable false: that they look unused does not prove it.",
        "Matomo 3 has one token per user, without description, dates or expiry: it is listed with nulls, and filters by those are refused.",
    ];

    public ArgumentSpec Arguments => InfoOptions.Spec;

    public bool SupportsCheckMode => true;

    public IReadOnlyList<ReturnValue> Returns => InfoReturns.All;

    public async Task<ModuleResult> RunAsync(ModuleContext context, CancellationToken cancellationToken)
    {
        var backend = BackendChoice.Read(context.Arguments);
        try
        {
            return backend == TokenOptions.Database
                ? await ListAsync(context, cancellationToken)
                : await CheckAsync(context, cancellationToken);
        }
        catch (TokenException exception)
        {
            throw TokenFailure.Of(backend, exception, context.Arguments, requested: null);
        }
    }

    private static async Task<ModuleResult> ListAsync(ModuleContext context, CancellationToken cancellationToken)
    {
        var filter = InfoRequest.Filter(context.Arguments, context.AddSecret);
        var api = ApiOptionsReader.ReadIfGiven(context.Arguments, context.AddSecret);
        var options = DatabaseOptionsReader.Read(context, api?.Url.IdnHost, needsSalt: filter.Value is not null);
        var reader = new DatabaseTokenReader(options);
        var inventory = await reader.ReadAsync(filter, cancellationToken);
        context.Warn(inventory.Warnings);
        return InfoResult.Of(inventory);
    }

    private static async Task<ModuleResult> CheckAsync(ModuleContext context, CancellationToken cancellationToken)
    {
        var value = InfoRequest.ValueToCheck(context.Arguments, context.AddSecret);
        using var checker = new ApiTokenChecker(ApiOptionsReader.Read(context.Arguments, context.AddSecret));
        var check = await checker.CheckAsync(value, cancellationToken);
        context.Warn(check.Warnings);
        return InfoResult.Of(check);
    }
}
