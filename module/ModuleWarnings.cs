namespace MatomoToken;

/// <summary>Hands warnings of the token library on to Ansible.</summary>
internal static class ModuleWarnings
{
    public static void Warn(this ModuleContext context, IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
            context.Warn(warning);
    }
}
