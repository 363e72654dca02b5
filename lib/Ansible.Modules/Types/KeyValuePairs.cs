using Ansible.Modules.Python;

namespace Ansible.Modules.Types;

/// <summary>Reads <c>k=v, k2="v 2"</c>: the second half of check_type_dict.</summary>
internal static class KeyValuePairs
{
    /// <exception cref="ConversionException">A field has no equals sign.</exception>
    public static JsonMap Parse(string text)
    {
        var pairs = new JsonMap();
        foreach (var (index, field) in Fields(PythonWhitespace.Strip(text)).Index())
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
