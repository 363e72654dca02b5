namespace Ansible.Modules.Logging;

/// <summary>Keeps nothing.</summary>
internal sealed class NoSystemLog : ISystemLog
{
    public void Write(string identity, int facility, string message)
    {
    }
}
