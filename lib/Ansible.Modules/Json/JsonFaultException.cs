namespace Ansible.Modules.Json;

/// <summary>A text is not JSON. The message says where and why, and quotes nothing of the text: it may hold secrets.</summary>
internal sealed class JsonFaultException(string message) : Exception(message)
{
    public static JsonFaultException At(int line, int position, string reason) =>
        new($"{reason} (line {line}, position {position})");
}
