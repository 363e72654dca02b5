namespace MatomoToken.Collection;

/// <summary>A file of the collection.</summary>
/// <param name="Path">Its path in the collection, with slashes.</param>
/// <param name="Content">What it holds; of a link, what the file holds that it leads to.</param>
internal sealed record CollectionFile(string Path, byte[] Content)
{
    /// <summary>Whether it can be executed.</summary>
    public bool IsExecutable { get; init; }

    /// <summary>Of a link, what it leads to; null for a file.</summary>
    public string? Target { get; init; }

    public static CollectionFile Text(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    /// <summary>The same file with another text.</summary>
    public CollectionFile With(Func<string, string> change) =>
        this with { Content = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(Content))) };
}
