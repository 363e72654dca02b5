namespace Ansible.Modules.Python;

/// <summary>What Python's <c>str.strip()</c> removes: .NET's white space and the four information separators.</summary>
internal static class PythonWhitespace
{
    public static string Strip(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsSpace(text[start]))
            start++;

        while (end > start && IsSpace(text[end - 1]))
            end--;

        return text[start..end];
    }

    public static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is >= '\u001c' and <= '\u001f';
}
