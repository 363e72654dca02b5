using System.Text.RegularExpressions;

namespace Ansible.Modules.Output;

/// <summary>Tells by its name that an option is a password. ansible-core 2.14, module_utils/basic.py, PASSWORD_MATCH.</summary>
internal static partial class PasswordName
{
    private const string Common = "pass";

    /// <summary>The pattern is only asked, and built, for a name that can match it at all.</summary>
    public static bool IsMatch(string name) => name.Contains(Common, StringComparison.OrdinalIgnoreCase) && Pattern().IsMatch(name);

    [GeneratedRegex(@"^(?:.+[-_\s])?pass(?:[-_\s]?(?:word|phrase|wrd|wd)?)(?:[-_\s].+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
