using System.Runtime.InteropServices;
using Ansible.Modules.Types;

namespace Ansible.Modules;

/// <summary>See <see cref="ModuleContext.TemporaryDirectory"/>. ansible-core 2.14, module_utils/basic.py, AnsibleModule.tmpdir.</summary>
internal sealed partial class TemporaryDirectory(TaskSettings settings, Action<string> warn)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly Lock _access = new();
    private string? _made;

    /// <exception cref="ModuleFailedException">None can be made.</exception>
    public string Path
    {
        get
        {
            lock (_access)
                return settings.TemporaryDirectory ?? (_made ??= Make(Parent()));
        }
    }

    /// <summary>Removes a directory that was made, unless remote files are to be kept.</summary>
    public void Remove()
    {
        lock (_access)
        {
            if (_made is null || settings.KeepRemoteFiles)
                return;

            try
            {
                Directory.Delete(_made, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The answer is out, or about to be: what stays behind harms less than a run that fails for it.
            }

            _made = null;
        }
    }

    private string? Parent()
    {
        if (settings.RemoteTemporaryDirectory is not { } unexpanded)
            return null;

        var parent = PathType.Convert(unexpanded);
        if (Directory.Exists(parent) || File.Exists(parent))
            return parent;

        try
        {
            Directory.CreateDirectory(parent, OwnerOnly);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            warn($"Unable to use {parent} as temporary directory, failing back to system: {exception.Message}");
            return null;
        }

        warn(
            $"Module remote_tmp {parent} did not exist and was created with a mode of 0700, this may cause issues when running as another "
            + "user. To avoid this, create the remote_tmp dir with the correct permissions manually");
        return parent;
    }

    private static string Make(string? parent)
    {
        var now = TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch;
        var prefix = $"ansible-moduletmp-{now.TotalSeconds.ToString("F6", CultureInfo.InvariantCulture)}-";
        var directory = System.IO.Path.GetFullPath(parent ?? System.IO.Path.GetTempPath());
        var template = Encoding.UTF8.GetBytes($"{System.IO.Path.Combine(directory, prefix)}XXXXXX\0");
        return MakeDirectory(template) != 0
            ? Encoding.UTF8.GetString(template.AsSpan()[..^1])
            : throw new ModuleFailedException(
                ModuleFailedException.InternalError,
                $"Failed to create remote module tmp path at dir {directory} with prefix {prefix}: {Marshal.GetLastPInvokeErrorMessage()}. "
                + "Make it a directory that the user may write to, or set remote_tmp to one.");
    }

    [LibraryImport("libc", EntryPoint = "mkdtemp", SetLastError = true)]
    private static partial nint MakeDirectory(Span<byte> template);
}
