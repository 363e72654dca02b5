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
        string text when text.Contains('=') => FromPairs(text),
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

    /// <summary>Reads <c>k=v, k2="v 2"</c>.</summary>
    private static JsonMap FromPairs(string text)
    {
        var pairs = new JsonMap();
        foreach (var (index, field) in Fields(PythonText.Strip(text)).Index())
        {
            var parts = field.Split('=', 2);
            pairs[parts[0]] = parts.Length == 2 ? parts[1] : throw new ConversionException(
                $"dictionary update sequence element #{index} has length 1; 2 is required");
        }

        return pairs;
    }

    private static IEnumerable<string> Fields(string text)
    {
        var field = new StringBuilder();
        var quote = '\0';
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character == '\\')
            {
                field.Append(text.AsSpan(++index, Math.Min(1, text.Length - index)));
            }
            else if (character == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && character is '\'' or '"')
            {
                quote = character;
            }
            else if (quote == '\0' && character is ',' or ' ')
            {
                if (field.Length > 0)
                    yield return field.ToString();

                field.Clear();
            }
            else
            {
                field.Append(character);
            }
        }

        if (field.Length > 0)
            yield return field.ToString();
    }
}
