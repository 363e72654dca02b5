using Ansible.Modules.Json;
using Ansible.Modules.Python;

namespace Ansible.Modules.Types;

/// <summary>
/// ansible-core 2.14, module_utils/common/validation.py, check_type_jsonarg: templating turns a text that looks like JSON into a list or
/// a dictionary, and this turns it back.
/// </summary>
internal static class JsonType
{
    /// <exception cref="ConversionException">The value is neither a string, a list nor a dictionary.</exception>
    public static string Convert(object? value) => value switch
    {
        string text => PythonWhitespace.Strip(text),
        JsonList or JsonMap => PythonJson.Dumps(value),
        _ => throw new ConversionException($"{PythonText.TypeOf(value)} cannot be converted to a json string"),
    };
}
