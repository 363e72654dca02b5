namespace Ansible.Modules.Python;

/// <summary>Reads a Python literal.</summary>
internal static class PythonLiteral
{
    public static bool TryParse(string text, out object? value)
    {
        value = null;
        return false;
    }
}
