using Matomo.Tokens.Api.Tokens;
using Matomo.Tokens.Database.Tokens;

namespace MatomoToken;

/// <summary>Ansible's module <c>matomo_token_info</c>: lists tokens or checks one, and changes nothing.</summary>
internal sealed class MatomoTokenInfoModule : IAnsibleModule
{
    public string Name => "matomo_token_info";

    public string Version => ModuleVersion.Text;

    public string Summary => "List Matomo API tokens, or check the value of one";

    public IReadOnlyList<string> Description =>
    [
        "In Matomo's database, lists the API tokens (token_auth) of one, several or all users: when each was created and last used, and "
        + "when it expires. The result holds neither values nor hashes.",
        "Over Matomo's HTTP API, tells whether a given value is valid, for which login, whether that user is a super user, and Matomo's "
        + "version. The API cannot list tokens.",
        "Changes nothing: in the database, SELECT is enough, no lock is taken, and a replica will do. Check mode makes no difference.",
        "Matomo records a token's last use at most every ten minutes, and not at all for tracking requests of users with write or admin "
        + "access to a site. Such a user's tokens have last_use_reliable false: they may be in use even when they look unused.",
        "Matomo 3 has one token per user, without description, dates or expiry: these are null in the list, and filters by them are "
        + "refused.",
    ];

    public ArgumentSpec Arguments => InfoOptions.Spec;

    public bool SupportsCheckMode => true;

    public string Examples =>
        """
        # All tokens of Matomo's database.
        echo '{"config_file": "/var/www/matomo"}' | matomo_token_info --pretty -
        # Those of alice that nobody has used for half a year.
        echo '{"config_file": "/var/www/matomo", "login": "alice",
          "unused_for": "180d"}' | matomo_token_info -
        # Whether the value in a file is valid, and whose it is.
        echo '{"url": "https://stats.example.org/", "token_file": "~/alice.token"}' |
          matomo_token_info -
        """;

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
        var api = ApiOptionsReader.ReadIfGiven(context);
        var options = DatabaseOptionsReader.Read(context, api?.Url.IdnHost, needsSalt: filter.Value is not null);
        var reader = new DatabaseTokenReader(options);
        var inventory = await reader.ReadAsync(filter, cancellationToken);
        context.Warn(inventory.Warnings);
        return InfoResult.Of(inventory);
    }

    private static async Task<ModuleResult> CheckAsync(ModuleContext context, CancellationToken cancellationToken)
    {
        var value = InfoRequest.ValueToCheck(context.Arguments, context.AddSecret);
        using var checker = new ApiTokenChecker(ApiOptionsReader.Read(context));
        var check = await checker.CheckAsync(value, cancellationToken);
        context.Warn(check.Warnings);
        return InfoResult.Of(check);
    }
}
