using System.Text.RegularExpressions;
using Ansible.Modules.Python;
using Ansible.Modules.Secrets;

namespace Ansible.Modules.Output;

/// <summary>How the module was called, as the host's log says it. ansible-core 2.14, module_utils/basic.py, _log_invocation.</summary>
internal static partial class InvocationText
{
    /// <summary>How much of one value is looked at: an option may hold a hundred thousand entries, and a log takes no such line.</summary>
    private const int MostOfAValue = 16 * 1024;

    public static string Of(ArgumentScope scope, SecretNames names, SecretMask mask, Action<string> warn)
    {
        var text = new StringBuilder("Invoked");
        foreach (var (index, (name, value)) in scope.Values.Index())
        {
            var shown = Shown(name, names.Hide(name, value), scope.Index.Canonical(name), mask, warn);
            text.Append(index == 0 ? " with " : " ").Append(name).Append('=').Append(shown);
        }

        return text.ToString();
    }

    private static string Shown(string name, object? value, ArgumentOption? option, SecretMask mask, Action<string> warn)
    {
        if (option?.SaidNoLog is null && IsPassword(name))
        {
            warn($"Module did not set no_log for {name}");
            return "NOT_LOGGING_PASSWORD";
        }

        return option is { NoLog: true } ? "NOT_LOGGING_PARAMETER" : Masked(value, mask);
    }

    // Masked before it is cut and before parts of it are hidden, so that no secret is cut in two. What may be the beginning of one at the
    // end is left out.
    private static string Masked(object? value, SecretMask mask)
    {
        var text = PythonText.Beginning(value, MostOfAValue);
        if (text.Length > MostOfAValue)
        {
            text = mask.Apply(text);
            text = text[..Math.Max(0, text.Length - mask.Longest)] + "...";
        }

        return mask.Apply(LoginInAddress.Hide(mask.Apply(text)));
    }

    // PASSWORD_MATCH. The pattern is only asked, and built, for a name that can match it at all.
    private static bool IsPassword(string name) =>
        name.Contains("pass", StringComparison.OrdinalIgnoreCase) && PasswordName().IsMatch(name);

    [GeneratedRegex(
        @"^(?:.+[-_\s])?pass(?:[-_\s]?(?:word|phrase|wrd|wd)?)(?:[-_\s].+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PasswordName();
}
