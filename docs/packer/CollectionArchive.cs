using System.Formats.Tar;
using System.IO.Compression;

namespace MatomoToken.Collection;

/// <summary>Writes the archive that <c>ansible-galaxy collection install</c> takes: the same bytes from the same files.</summary>
internal static class CollectionArchive
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="path">The archive.</param>
    /// <param name="manifests">What comes first in it.</param>
    /// <param name="files">The files that the manifests list.</param>
    public static void Write(string path, IReadOnlyList<CollectionFile> manifests, IReadOnlyList<CollectionFile> files)
    {
        using var stream = File.Create(path);
        using var packed = new GZipStream(stream, CompressionLevel.SmallestSize);
        using var archive = new TarWriter(packed, TarEntryFormat.Ustar);
        foreach (var manifest in manifests)
            archive.WriteEntry(Entry(manifest));

        foreach (var directory in Manifests.Directories(files).Where(directory => directory != "."))
            archive.WriteEntry(Dated(new UstarTarEntry(TarEntryType.Directory, directory) { Mode = Executable }));

        foreach (var file in files)
            archive.WriteEntry(Entry(file));
    }

    private static UstarTarEntry Entry(CollectionFile file) => Dated(file.Target is { } target
        ? new UstarTarEntry(TarEntryType.SymbolicLink, file.Path) { LinkName = target, Mode = Executable }
        : new UstarTarEntry(TarEntryType.RegularFile, file.Path)
        {
            DataStream = new MemoryStream(file.Content),
            Mode = file.IsExecutable ? Executable : Readable,
        });

    private static UstarTarEntry Dated(UstarTarEntry entry)
    {
        entry.ModificationTime = DateTimeOffset.UnixEpoch;
        return entry;
    }
}
