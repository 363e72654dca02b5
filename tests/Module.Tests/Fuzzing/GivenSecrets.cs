using System.Text.RegularExpressions;
using Ansible.Modules;
using Ansible.Modules.Arguments;
using Ansible.Modules.Json;

namespace MatomoToken.Tests.Fuzzing;

/// <summary>The marked secrets of an arguments file, and whether an answer shows one.</summary>
internal static partial class GivenSecrets
{
    private static readonly string[] OfFiles = ["configured-deadbee", "salt-of-deadbee", "c0c0c0c0c0c0c0c0c0c0c0c0deadbee3"];

    /// <summary>
    /// What secret options hold, the marked words of url and headers, and what the files hold that the arguments name. Of a text that
    /// cannot be read, nothing must be shown that is marked at all.
    /// </summary>
    public static IReadOnlyList<string> Of(string text, ArgumentSpec spec)
    {
        try
        {
            return [.. JsonInput.Parse(text) is JsonMap given ? Of(given, spec) : [], .. OfFiles];
        }
        catch (JsonFaultException)
        {
            return [FuzzArguments.Marker];
        }
    }

    /// <summary>Whether it stands anywhere but where a token's value is handed over: in token_auth of the result itself, and for the action
    /// plugin to mask.</summary>
    public static bool Shows(JsonMap answer, string secret) => answer.Any(member => member.Key switch
    {
        "token_auth" or "_ansible_new_secrets" => false,
        "results" when member.Value is JsonList results => results.Any(result => result is JsonMap one && Shows(one, secret)),
        _ => Texts(member.Value).Any(text => text.Contains(secret, StringComparison.Ordinal)),
    });

    private static IEnumerable<string> Of(JsonMap given, ArgumentSpec spec) => spec.Options.SelectMany(option =>
        given.GetValueOrDefault(option.Name) switch
        {
            var secret when option.NoLog => Texts(secret).Where(IsMarked),
            var marked when option.Name is TokenOptions.Url or TokenOptions.Headers =>
                Texts(marked).SelectMany(text => Marked().Matches(text)).Select(match => match.Value),
            JsonList entries when option.Options is { } inner => entries.OfType<JsonMap>().SelectMany(entry => Of(entry, inner)),
            _ => [],
        });

    private static bool IsMarked(string text) => text.Contains(FuzzArguments.Marker, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"[\w-]*deadbee[\w-]*")]
    private static partial Regex Marked();

    private static IEnumerable<string> Texts(object? value) => value switch
    {
        string text => [text],
        JsonList list => list.SelectMany(Texts),
        JsonMap members => members.SelectMany(member => Texts(member.Value).Prepend(member.Key)),
        _ => [],
    };
}
