namespace Ansible.Modules.Output;

/// <summary>
/// Hides what may be a password in an address: <c>https://user:password@host</c>, and <c>user:password@host</c>. It hides rather too
/// much. ansible-core 2.14, module_utils/basic.py, heuristic_log_sanitize.
/// </summary>
internal static class LoginInAddress
{
    private const string Scheme = "://";
    private const string Hidden = "********";

    public static string Hide(string text)
    {
        if (!text.Contains('@', StringComparison.Ordinal))
            return text;

        // From the back: each at sign ends a password that begins behind the nearest colon after a scheme, or after the text's beginning.
        var parts = new Stack<string>();
        var rest = text.Length;
        while (text.AsSpan(0, rest).LastIndexOf('@') is >= 0 and var at && BeginningOf(text, at) is var (begin, colon))
        {
            parts.Push(text[at..rest]);
            parts.Push(Hidden);
            parts.Push(text[begin..(colon + 1)]);
            rest = begin;
        }

        parts.Push(text[..rest]);
        return string.Concat(parts);
    }

    private static (int Begin, int Colon)? BeginningOf(string text, int at)
    {
        for (var end = at; ;)
        {
            var begin = Math.Max(text.AsSpan(0, end).LastIndexOf(Scheme), 0);
            var start = begin + Scheme.Length;
            var colon = start < at ? text.AsSpan(start, at - start).IndexOf(':') : -1;
            if (colon >= 0)
                return (begin, start + colon);

            if (begin == 0)
                return null;

            end = begin;
        }
    }
}
