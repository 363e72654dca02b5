namespace Ansible.Modules.Logging;

/// <summary>Where a host keeps what happened on it. Never throws: a run does not fail because it cannot be logged.</summary>
internal interface ISystemLog
{
    /// <param name="identity">Who says it: <c>ansible-</c> and the module's name.</param>
    /// <param name="facility">The kind of system that says it, as syslog numbers it.</param>
    /// <param name="message">The text, without secrets.</param>
    void Write(string identity, int facility, string message);
}
