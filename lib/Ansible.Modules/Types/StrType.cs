using Ansible.Modules.Python;

namespace Ansible.Modules.Types;

/// <summary>ansible-core 2.14, module_utils/common/validation.py, check_type_str.</summary>
internal static class StrType
{
    public static string Convert(object? value) => PythonText.Str(value);
}
