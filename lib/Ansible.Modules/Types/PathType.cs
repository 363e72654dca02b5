namespace Ansible.Modules.Types;

/// <summary>ansible-core 2.14, module_utils/common/validation.py, check_type_path: variables first, then the home directory.</summary>
internal static class PathType
{
    public static string Convert(object? value) => HomeDirectory.Expand(EnvironmentVariables.Expand(StrType.Convert(value)));
}
