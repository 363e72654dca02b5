namespace Ansible.Modules.Logging;

/// <summary>The facilities of syslog by the names that Ansible's setting <c>syslog_facility</c> has for them.</summary>
internal static class SyslogFacility
{
    private const int User = 1;
    private const int FirstLocal = 16;
    private const int Shift = 3;

    private static readonly string[] Names =
    [
        "LOG_KERN", "LOG_USER", "LOG_MAIL", "LOG_DAEMON", "LOG_AUTH", "LOG_SYSLOG",
        "LOG_LPR", "LOG_NEWS", "LOG_UUCP", "LOG_CRON", "LOG_AUTHPRIV",
    ];

    /// <summary>The facility's number as openlog takes it; the user's facility for any other name, as in AnsibleModule.</summary>
    public static int NumberOf(string? name)
    {
        var number = Array.IndexOf(Names, name);
        if (number < 0)
            number = name is ['L', 'O', 'G', '_', 'L', 'O', 'C', 'A', 'L', >= '0' and <= '7'] ? FirstLocal + (name[^1] - '0') : User;

        return number << Shift;
    }
}
