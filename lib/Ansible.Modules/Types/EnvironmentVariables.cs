using System.Text.RegularExpressions;

namespace Ansible.Modules.Types;

/// <summary>Python's os.path.expandvars: <c>$name</c> and <c>${name}</c>; an unknown variable stays as it is written.</summary>
internal static partial class EnvironmentVariables
{
    public static string Expand(string path) => Pattern().Replace(
        path,
        match => Environment.GetEnvironmentVariable(match.Groups["name"].Value) ?? match.Value);

    [GeneratedRegex(@"\$((?<name>[a-zA-Z0-9_]+)|\{(?<name>[^}]*)\})", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
