using Matomo.Tokens.Api.Tokens;
using Matomo.Tokens.Database.Tokens;
using Matomo.Tokens.Reconciling;
using Matomo.Tokens.Stores;

namespace MatomoToken;

/// <summary>Ansible's module <c>matomo_token</c>: joins the module protocol and the token library.</summary>
internal sealed class MatomoTokenModule : IAnsibleModule
{
    /// <summary>Puts another store in the place of the one that the task names, for tests.</summary>
    internal Func<ITokenStore, ITokenStore> Through { get; init; } = store => store;

    /// <summary>Whether it is what the role runs: where the token files are on another host, an entry tells what was found there, and its
    /// result what is to be written there; and a known_token may be another user's.</summary>
    public bool IsOfRole { get; init; }

    public string Name => IsOfRole ? "matomo_token_role" : "matomo_token";

    public string Version => ModuleVersion.Text;

    public string Summary => "Create, renew and revoke Matomo API tokens";

    public IReadOnlyList<string> Description =>
    [
        "Creates, renews and revokes API tokens (token_auth) of Matomo users, and keeps their values in files on the host or returns them. "
        + "A second run changes nothing.",
        "Works in Matomo's database, for any user and without the user's password, or over Matomo's HTTP API with the user's own "
        + "password. Matomo 3, 4, 5 and later.",
        "In the database, all changes of a task are one transaction, and a value is in its file before it is live: a crash at any moment "
        + "loses nothing.",
        "Over the API, a gap remains between Matomo's answer and the moment when the value is in the file: a crash in it leaves a token "
        + "whose value nobody knows.",
        "Matomo locks an address out after 20 failed logins within an hour. Where many hosts share an address, use throttle or run_once "
        + "with the API.",
    ];

    public ArgumentSpec Arguments => IsOfRole ? TokenOptions.OfRole : TokenOptions.Spec;

    public bool SupportsCheckMode => true;

    public string Examples =>
        """
        # In Matomo's database. A second run changes nothing.
        echo '{"config_file": "/var/www/matomo", "login": "alice",
          "description": "Reports", "token_file": "~/alice.token"}' | matomo_token -
        # What revoking that token would change.
        echo '{"config_file": "/var/www/matomo", "login": "alice",
          "token_file": "~/alice.token", "state": "absent"}' | matomo_token --check -
        # Over the API, with url, login, password and so on in a file of mode 0600.
        matomo_token --pretty alice.json
        """;

    public IReadOnlyList<ReturnValue> Returns => TokenReturns.All;

    public async Task<ModuleResult> RunAsync(ModuleContext context, CancellationToken cancellationToken)
    {
        var backend = BackendChoice.Read(context.Arguments);
        RequestedTokens? requested = null;
        try
        {
            requested = RequestedTokens.Read(context.Arguments, TimeProvider.System, IsOfRole);
            return backend == TokenOptions.Database
                ? await RunInDatabaseAsync(context, requested, cancellationToken)
                : await RunOverApiAsync(context, requested, cancellationToken);
        }
        catch (TokenException exception)
        {
            throw TokenFailure.Of(backend, exception, context.Arguments, requested);
        }
    }

    private async Task<ModuleResult> RunInDatabaseAsync(
        ModuleContext context, RequestedTokens requested, CancellationToken cancellationToken)
    {
        var api = ApiOptionsReader.ReadIfGiven(context);
        var options = DatabaseOptionsReader.Read(context, api?.Url.IdnHost);
        using var trial = api is null ? null : new ApiTokenChecker(api);
        var store = new DatabaseTokenStore(options, trial);
        return await RunAsync(context, requested, store, cancellationToken);
    }

    private async Task<ModuleResult> RunOverApiAsync(ModuleContext context, RequestedTokens requested, CancellationToken cancellationToken)
    {
        var options = ApiOptionsReader.Read(context) with { Credentials = requested.Credentials };
        using var store = new ApiTokenStore(options, TimeProvider.System);
        context.Warn(store.Warnings);
        return await RunAsync(context, requested, store, cancellationToken);
    }

    private async Task<ModuleResult> RunAsync(
        ModuleContext context, RequestedTokens requested, ITokenStore store, CancellationToken cancellationToken)
    {
        var reconciler = new TokenReconciler(Through(store), TimeProvider.System)
        {
            ValueLearned = value => context.AddSecret(value.Reveal()),
            LockTimeout = TimeoutReader.Read(context.Arguments),
        };
        var requests = requested.Items.Select(token => token.Request).ToList();
        var result = await reconciler.RunAsync(requests, context.CheckMode, cancellationToken);
        context.Warn(result.Warnings);
        context.Warn([.. result.Outcomes.Select(outcome => Advice.Of(outcome.NotGranted)).OfType<string>().Distinct()]);
        return TokenResult.Of(store.Name, result, requested, context.DiffMode, Undo(reconciler, store, result, requested));
    }

    /// <summary>Revokes the new tokens whose values are in the answer alone, or says which they are where that is not possible; null when
    /// there are none.</summary>
    private static Func<Task>? Undo(TokenReconciler reconciler, ITokenStore store, ReconcileResult result, RequestedTokens requested)
    {
        var made = result.Outcomes.Where(outcome =>
            outcome is { HasNewValue: true, Value: not null }
            && (outcome.Request.TokenFile is null ? requested.Items[outcome.Index].ReturnsToken : outcome.FileContent is not null))
            .ToList();
        if (made.Count == 0)
            return null;

        if (store.Name != TokenOptions.Database)
            return () => throw new TokenException(TokenErrorCode.Unsupported, string.Join(" ", made.Select(Lost)));

        var revocations = made.Select(outcome => new TokenRequest
        {
            Login = outcome.Request.Login,
            Description = outcome.Request.Description,
            State = TokenState.Absent,
            HasKnownToken = true,
            KnownToken = outcome.Value,
        }).ToList();
        return () => reconciler.RunAsync(revocations, checkMode: false, CancellationToken.None);
    }

    private static string Lost(TokenOutcome outcome) =>
        $"A token was made for \"{outcome.Login}\" (description \"{outcome.Request.Description}\", made "
        + $"{outcome.Token?.CreatedAt:yyyy-MM-dd HH:mm} UTC), and its value is lost: revoke it in Matomo (Settings, Personal, Security).";
}
