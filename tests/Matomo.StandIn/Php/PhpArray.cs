namespace Matomo.StandIn.Php;

/// <summary>An associative array, in order.</summary>
internal sealed record PhpArray(IReadOnlyList<KeyValuePair<string, object?>> Entries)
{
    public static PhpArray Of(params (string Key, object? Value)[] entries) =>
        new([.. entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))]);
}
