using System.Text.RegularExpressions;

namespace Ansible.Modules.Secrets;

/// <summary>The secrets in a URL, which need not be a valid one: user info, query and fragment.</summary>
internal static partial class UrlSecrets
{
    /// <summary>Each of them, as it is written and decoded; of the user info the password, of a query each value, too.</summary>
    public static IEnumerable<string> Of(string url)
    {
        var parts = Parts().Match(url).Groups;
        var user = parts["user"].Value;
        string[] whole = [user, user[(user.IndexOf(':', StringComparison.Ordinal) + 1)..], parts["query"].Value, parts["fragment"].Value];
        var pairs = whole[2..].SelectMany(part => part.Split('&'));
        var values = pairs.Select(pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        return whole.Concat(values).SelectMany(secret => new[] { secret, Uri.UnescapeDataString(secret) });
    }

    /// <summary>The URL without them.</summary>
    public static string Hide(string url) => Parts().Replace(url, match => string.Concat(
        match.Groups["scheme"].Value,
        match.Groups["user"].Success ? $"{SecretMask.Part}@" : "",
        match.Groups["rest"].Value,
        match.Groups["query"].Success ? $"?{SecretMask.Part}" : "",
        match.Groups["fragment"].Success ? $"#{SecretMask.Part}" : ""));

    // A password may hold any character, so that the user info ends at the last at sign.
    [GeneratedRegex(
        @"\A(?<scheme>[^:/?#@]*://)?((?<user>.*)@)?(?<rest>[^?#]*)(\?(?<query>[^#]*))?(#(?<fragment>.*))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Parts();
}
