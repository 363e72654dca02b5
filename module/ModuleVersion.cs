using System.Reflection;

namespace MatomoToken;

/// <summary>The version of the executable, from <c>VersionPrefix</c> in Directory.Build.props.</summary>
internal static class ModuleVersion
{
    public static string Text { get; } =
        typeof(ModuleVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
