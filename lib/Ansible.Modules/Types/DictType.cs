using Ansible.Modules.Json;
using Ansible.Modules.Python;

namespace Ansible.Modules.Types;

/// <summary>ansible-core 2.14, module_utils/common/validation.py, check_type_dict, but for a text as Python writes a dictionary.</summary>
internal static class DictType
{
    /// <exception cref="ConversionException">The value is neither a dictionary nor a string that reads as one.</exception>
    public static JsonMap Convert(object? value) => value switch
    {
        JsonMap map => map,
        string text when text.StartsWith('{') => FromJson(text),
        string text when text.Contains('=') => KeyValuePairs.Parse(text),
        string => throw new ConversionException("dictionary requested, could not parse JSON or key=value"),
        _ => throw new ConversionException($"{PythonText.TypeOf(value)} cannot be converted to a dict"),
    };

    private static JsonMap FromJson(string text)
    {
        try
        {
            return (JsonMap)JsonInput.Parse(text)!;
        }
        catch (JsonFaultException)
        {
            throw new ConversionException(
                "unable to evaluate string as dictionary: write it as JSON, with names and strings in double quotes");
        }
    }
}
