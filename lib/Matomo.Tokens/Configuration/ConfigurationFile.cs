using Matomo.Tokens.Host;

namespace Matomo.Tokens.Configuration;

/// <summary>One file of Matomo's configuration.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Sections">What it says: the keys of each section.</param>
internal sealed record ConfigurationFile(string Path, Dictionary<string, Dictionary<string, IniValue>> Sections)
{
    private const int LargestFile = 1024 * 1024;
    private const string ByteOrderMark = "\u00EF\u00BB\u00BF";

    /// <summary>Reads a file; null when there is none.</summary>
    public static ConfigurationFile? Read(string path) => Bytes(path) is { } bytes ? Parse(path, Encoding.Latin1.GetString(bytes)) : null;

    public static TokenException Unreadable(string message, FailureReason? reason, Exception? cause = null) =>
        new(TokenErrorCode.ConfigUnreadable, message, cause, reason: reason);

    /// <summary>There is no configuration of Matomo where one was looked for.</summary>
    public static TokenException Missing(string message) => Unreadable(message, new FailureReason.NoConfiguration());

    public static TokenException NotAllowed(string path, string why, Exception cause, string otherwise = "") => Unreadable(
        $"User {LibC.EffectiveUser()} may not read Matomo's configuration {path} ({why}).{otherwise}",
        new FailureReason.NotAllowed(),
        cause);

    /// <summary>The value of a key; null when there is none.</summary>
    public IniValue? Value(string section, string key) => Sections.GetValueOrDefault(section)?.GetValueOrDefault(key);

    private static byte[]? Bytes(string path)
    {
        try
        {
            using var file = OpenFile.ReadThroughLinks(path);
            return file is null ? null : Bytes(path, file);
        }
        catch (PosixException exception) when (exception.Error == LibC.NotADirectory)
        {
            return null;
        }
        catch (PosixException exception) when (exception.Error == LibC.AccessDenied)
        {
            throw NotAllowed(path, exception.Message, exception);
        }
        catch (IOException exception)
        {
            throw Unreadable($"Matomo's configuration {path} cannot be read: {exception.Message}.", null, exception);
        }
    }

    private static byte[] Bytes(string path, OpenFile file)
    {
        var status = file.Status;
        if (!status.IsRegular)
            throw Missing($"{path} is {status.Kind}, where Matomo's configuration should be a file.");

        var bytes = file.Content((int)Math.Min(status.Size, LargestFile));
        return bytes.Length <= LargestFile ? bytes : throw Missing($"{path} is larger than 1 MiB, which no configuration of Matomo is.");
    }

    private static ConfigurationFile Parse(string path, string text) => text.Contains('\0')
        ? throw Missing($"{path} holds a NUL byte, where PHP stops reading. It is damaged, or no configuration of Matomo.")
        : new(path, IniReader.Read(path, text.StartsWith(ByteOrderMark, StringComparison.Ordinal) ? text[ByteOrderMark.Length..] : text));
}
