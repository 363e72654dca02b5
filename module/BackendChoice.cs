namespace MatomoToken;

/// <summary>Reads <c>backend</c>, and chooses one for <c>auto</c>.</summary>
internal static class BackendChoice
{
    /// <returns><see cref="TokenOptions.Api"/> or <see cref="TokenOptions.Database"/>.</returns>
    public static string Read(ModuleArguments arguments) => arguments.GetString(TokenOptions.Backend) switch
    {
        TokenOptions.Api => TokenOptions.Api,
        TokenOptions.Database => TokenOptions.Database,
        _ => TokenOptions.OfDatabase.Any(arguments.IsSet) ? TokenOptions.Database : TokenOptions.Api,
    };
}
