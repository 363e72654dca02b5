namespace Ansible.Modules.CommandLine;

/// <summary>Fills paragraphs to a width that is pleasant to read.</summary>
internal static class TextColumn
{
    public const int Width = 90;

    public static void Append(StringBuilder text, string paragraph, int indent)
    {
        var column = 0;
        foreach (var word in paragraph.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (column > 0 && column + 1 + word.Length > Width)
            {
                text.Append('\n');
                column = 0;
            }

            var gap = column == 0 ? indent : 1;
            text.Append(' ', gap).Append(word);
            column += gap + word.Length;
        }

        text.Append('\n');
    }
}
