using Matomo.Tokens;
using Matomo.Tokens.Reconciling;

namespace MatomoToken;

/// <summary>
/// The role's own steps on the host that has the token files, where another one makes the tokens. It finds what is in them; or, given that,
/// writes what they are to hold.
/// </summary>
internal sealed class TokenFileModule : IAnsibleModule
{
    public string Name => "matomo_token_file";

    public string Version => ModuleVersion.Text;

    public string Summary => "Keep Matomo API tokens that another host makes in files on this one";

    public IReadOnlyList<string> Description => ["The role matomo_token runs this by itself. Nothing else needs it."];

    public ArgumentSpec Arguments => TokenOptions.OfFiles;

    public bool SupportsCheckMode => true;

    public async Task<ModuleResult> RunAsync(ModuleContext context, CancellationToken cancellationToken)
    {
        var entries = context.Arguments.GetSuboptionsList(TokenOptions.Tokens) ?? [];
        var keeper = new TokenFileKeeper(TimeProvider.System, context.CheckMode)
        {
            LockTimeout = TimeoutReader.Read(context.Arguments),
            Warned = context.Warn,
        };
        try
        {
            return entries.All(entry => entry.GetString(TokenOptions.Found) is null)
                ? Find(keeper, entries)
                : await WriteAsync(keeper, entries, cancellationToken);
        }
        catch (TokenException exception)
        {
            throw new ModuleFailedException(exception.Code.Name(), Advice.Complete(exception), innerException: exception);
        }
    }

    private static ModuleResult Find(TokenFileKeeper keeper, IReadOnlyList<ModuleArguments> entries)
    {
        var found = keeper.Find([.. entries.Select(entry => (File(entry), IsAbsent(entry) ? TokenState.Absent : TokenState.Present))]);
        return new ModuleResult(
            changed: false,
            [
                new("results", found.Select(one => new KeyValuePair<string, object?>[]
                {
                    new(TokenOptions.TokenFile, one.Path), new(TokenOptions.Found, one.Found.Reveal()),
                }).ToList()),
            ]);
    }

    // A file that fails does not keep the others from their values, which are live already.
    private static async Task<ModuleResult> WriteAsync(
        TokenFileKeeper keeper, IReadOnlyList<ModuleArguments> entries, CancellationToken cancellationToken)
    {
        var results = new List<KeyValuePair<string, object?>[]>(entries.Count);
        var changed = false;
        TokenException? failure = null;
        foreach (var entry in entries)
        {
            try
            {
                var changes = await WriteAsync(keeper, entry, cancellationToken);
                changed |= changes;
                results.Add([new("changed", changes), new("written", true)]);
            }
            catch (TokenException exception)
            {
                failure ??= exception;
                results.Add([new("changed", false), new("written", false)]);
            }
        }

        return failure is null
            ? new ModuleResult(changed, [new("results", results)])
            : throw new ModuleFailedException(failure.Code.Name(), Advice.Complete(failure), [new("results", results)], failure)
            {
                Changed = changed,
            };
    }

    private static async Task<bool> WriteAsync(TokenFileKeeper keeper, ModuleArguments entry, CancellationToken cancellationToken)
    {
        var content = entry.GetString(TokenOptions.Content) is { } text ? new Secret(text) : null;
        return (content is not null || IsAbsent(entry)) && await keeper.WriteAsync(File(entry), content, cancellationToken);
    }

    private static bool IsAbsent(ModuleArguments entry) => entry.GetString(TokenOptions.State) == TokenOptions.Absent;

    private static TokenFileRequest File(ModuleArguments entry)
    {
        var file = TokenRequestReader.File(new TokenArguments(entry))
            ?? throw new TokenException(TokenErrorCode.InvalidArguments, "token_file is missing.");
        return file with { Found = entry.GetString(TokenOptions.Found) is { } found ? new Secret(found) : null };
    }
}
