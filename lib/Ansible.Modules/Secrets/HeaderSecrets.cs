using Ansible.Modules.Python;

namespace Ansible.Modules.Secrets;

/// <summary>The secrets in HTTP headers.</summary>
internal static class HeaderSecrets
{
    // What these hold is no secret, and occurs in any message.
    private static readonly string[] Harmless = ["accept", "content-", "user-agent", "host", "x-forwarded-"];

    public static void Collect(string name, object? value, SecretSet secrets)
    {
        if (Harmless.Any(beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)))
            return;

        foreach (var text in TextsOf(value))
        {
            secrets.AddPart(text);
            if (name.EndsWith("authorization", StringComparison.OrdinalIgnoreCase))
                secrets.AddPart(text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim());
        }
    }

    // A list or a dictionary is no value of a header; what it holds may be secret all the same.
    private static IEnumerable<string> TextsOf(object? value) => value switch
    {
        null => [],
        JsonMap map => map.Values.SelectMany(TextsOf),
        JsonList list => list.SelectMany(TextsOf),
        _ => [PythonText.Str(value)],
    };
}
