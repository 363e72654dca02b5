namespace Matomo.StandIn.Api;

/// <summary>PHP before 8.1, and so Matomo 3, gets integers from MySQL as text.</summary>
internal static class Numbers
{
    public static object FromDatabase(MatomoVersion version, int number) => version.Major >= 5 ? number : $"{number}";
}
