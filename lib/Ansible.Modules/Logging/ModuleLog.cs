using Ansible.Modules.Secrets;

namespace Ansible.Modules.Logging;

/// <summary>The host's log as a module writes to it: masked, and not at all when the task, or the host (no_target_syslog), wants none.</summary>
internal sealed class ModuleLog(ISystemLog log, string moduleName, string? facility, SecretSet secrets)
{
    /// <summary>As much as journald keeps of one entry; a datagram can hold no more than four times that, and most daemons keep less.</summary>
    private const int MostCharacters = 48 * 1024;

    public void Write(string message)
    {
        var masked = secrets.ToMask().Apply(message);
        log.Write($"ansible-{moduleName}", SyslogFacility.NumberOf(facility), masked.Length > MostCharacters ? masked[..MostCharacters] : masked);
    }
}
