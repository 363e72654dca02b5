using Ansible.Modules.CommandLine;
using Ansible.Modules.Json;

namespace Ansible.Modules.Hosting;

/// <summary>Reads the arguments. Its messages do not quote them, because they may hold secrets.</summary>
internal static class ArgumentsFile
{
    private const string Wrapper = "ANSIBLE_MODULE_ARGS";
    private const int MaximumSize = 64 * 1024 * 1024;
    private const int BufferSize = 64 * 1024;

    /// <param name="path">The file, or <c>-</c>.</param>
    /// <param name="standardInput">What <c>-</c> stands for.</param>
    /// <exception cref="ModuleFailedException">The file cannot be read, or holds something else than a JSON object.</exception>
    public static JsonMap Read(string path, Stream standardInput)
    {
        var place = path == CommandLineRequest.StandardInput ? "on standard input" : $"in {path}";
        try
        {
            var value = JsonInput.Parse(Decode(ReadAll(path, standardInput)));
            var arguments = value as JsonMap ?? throw new JsonFaultException("they are not an object");
            if (arguments.TryGetValue(Wrapper, out var wrapped))
                return wrapped as JsonMap ?? throw new JsonFaultException($"{Wrapper} is not an object");

            return arguments;
        }
        catch (JsonFaultException fault)
        {
            throw Refusal($"The arguments {place} are not a JSON object: {fault.Message}.");
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Refusal($"The arguments {place} cannot be read: {ReasonOf(exception, path)}.");
        }
    }

    private static ArraySegment<byte> ReadAll(string path, Stream standardInput)
    {
        if (path == CommandLineRequest.StandardInput)
            return ReadAll(standardInput);

        if (Directory.Exists(path))
            throw new IOException("it is a directory");

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        return ReadAll(file);
    }

    private static ArraySegment<byte> ReadAll(Stream stream)
    {
        var content = new MemoryStream();
        var piece = new byte[BufferSize];
        while (stream.Read(piece) is > 0 and var count)
        {
            content.Write(piece, 0, count);
            if (content.Length > MaximumSize)
                throw new IOException($"they are larger than {MaximumSize / 1024 / 1024} MiB");
        }

        return new ArraySegment<byte>(content.GetBuffer(), 0, (int)content.Length);
    }

    private static string Decode(ArraySegment<byte> content)
    {
        if (content.AsSpan().StartsWith(Encoding.UTF8.Preamble))
            throw new JsonFaultException("they begin with a byte order mark, which JSON does not have");

        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException exception)
        {
            throw new JsonFaultException($"they are not UTF-8 (byte {exception.Index + 1})");
        }
    }

    private static string ReasonOf(Exception exception, string path) => exception switch
    {
        _ when path.Length == 0 => "the name is empty",
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "permission denied",
        _ => exception.Message.TrimEnd('.'),
    };

    private static ModuleFailedException Refusal(string message) => new(ModuleFailedException.InvalidArguments, message);
}
