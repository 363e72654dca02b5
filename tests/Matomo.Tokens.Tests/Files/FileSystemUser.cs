using System.Runtime.InteropServices;

namespace Matomo.Tokens.Tests.Files;

/// <summary>Whom the file system takes this thread for, not the process, so that it works as root. Others stay who they are.</summary>
internal static class FileSystemUser
{
    public static void AsNobody(Action action)
    {
        _ = Set(65534);
        try
        {
            action();
        }
        finally
        {
            _ = Set(0);
        }
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    private static extern int Set(int user);
}
