using Matomo.Tokens.Host;

namespace Matomo.Tokens.Files;

/// <summary>Proves, without making a file, that what is planned for a token file can be done.</summary>
/// <exception cref="IOException">It cannot.</exception>
/// <exception cref="TokenException">Something else stands there, or a mode is requested that cannot work.</exception>
internal sealed class TokenFileProof(TokenFilePlace place, RequestedAttributes attributes, bool isCheck)
{
    // The lock, the value and its note.
    private const ulong FilesOfARun = 3;

    private readonly List<string> _warnings = attributes.Unknown is { } unknown ? [unknown] : [];

    public IReadOnlyList<string> Warnings => _warnings;

    public FileStatus CanReplace(params IEnumerable<string> paths)
    {
        var directory = CheckDirectory();
        foreach (var path in paths)
            CheckEntry(path, directory);

        return directory;
    }

    public void CanWrite(bool makesFiles)
    {
        if (isCheck && FileStatus.At(place.Directory, followsLinks: true) is null)
        {
            // An earlier task would have made it.
            _warnings.Add(
                $"The directory {place.Directory} of the token file {place.FullPath} does not exist. "
                + "Create it first, unless an earlier task does.");
            return;
        }

        var directory = CanReplace(place.FullPath, place.Companion, place.Pending, place.PendingCompanion);
        var fileSystem = FileSystem.Of(place.Directory);
        if (makesFiles && !fileSystem.HasRoomFor(FilesOfARun))
            throw new IOException("No space left on device");

        if (place.LongestName > fileSystem.LongestName)
            throw new IOException("File name too long: the names of the files beside it are longer than its own");

        CheckCompanion();
        var replaced = FileStatus.At(place.FullPath);
        CheckAttributes(replaced, LibC.EffectiveUser());
        WarnOfOthers(directory, replaced);
    }

    public void CanSetAttributes()
    {
        if (FileStatus.At(place.FullPath) is not { } present)
            return;

        if (present.IsUnchangeable)
            throw new IOException($"{place.FullPath} is {present.Obstacle}");

        CheckAttributes(present, present.User);
    }

    private FileStatus CheckDirectory()
    {
        const int WriteAndSearch = 3;
        const int CurrentDirectory = -100;
        const int ByEffectiveUser = 0x200;
        var found = FileStatus.At(place.Directory, followsLinks: true);
        if (found is { IsUnchangeable: true, Obstacle: var obstacle })
            throw new IOException($"{place.Directory} is {obstacle}");

        if (LibC.Access(CurrentDirectory, place.Directory, WriteAndSearch, ByEffectiveUser) < 0)
            throw PosixException.Last();

        return found is { IsDirectory: true } directory ? directory : throw new IOException($"{place.Directory} is not a directory");
    }

    private static void CheckEntry(string path, FileStatus directory)
    {
        if (FileStatus.At(path) is not { } status)
            return;

        if (status.IsDirectory)
            throw new IOException($"{path} is a directory");

        if (status.Obstacle is { } obstacle)
            throw new IOException($"{path} is {obstacle}");

        var user = LibC.EffectiveUser();
        if (directory.IsSticky && user != 0 && status.User != user && directory.User != user)
            throw new IOException($"{path} belongs to user {status.User}, and the directory is sticky");
    }

    private void CheckCompanion()
    {
        using var companion = place.Open(place.Companion);
        if (companion is null)
            return;

        _ = place.Regular(companion, place.Companion);
        var content = companion.Content(CompanionJson.LargestSize);
        if (content.Length > CompanionJson.LargestSize || (CompanionJson.Read(content) is null && !content.All(TokenFile.IsBlank)))
            throw place.NotOurs(place.Companion, "a file that is not the note which belongs beside a token file");
    }

    /// <summary>Mode and owner can be set, of a file that <paramref name="first"/> owns, and the next run can read it.</summary>
    private void CheckAttributes(FileStatus? replaced, uint first)
    {
        if (FileSystem.Of(place.Directory).IsReadOnly)
            throw new IOException("Read-only file system");

        var (user, last) = (LibC.EffectiveUser(), attributes.Owner(replaced));
        if (user != 0 && (first != user || last != user))
            throw new IOException($"Operation not permitted: user {first} owns it, and user {last} is to");

        if (user != 0 && attributes.HasMode && !attributes.Mode(replaced).HasFlag(UnixFileMode.UserRead))
            throw new IOException("with the requested mode, this user could not read it in the next run");
    }

    private void WarnOfOthers(FileStatus directory, FileStatus? replaced)
    {
        var others = new List<string>();
        if (directory.User != 0 && directory.User != LibC.EffectiveUser() && directory.User != attributes.Owner(replaced))
            others.Add($"user {directory.User}");

        if (!directory.IsSticky && directory.Mode.HasFlag(UnixFileMode.GroupWrite) && directory.Group != (attributes.Group(replaced) ?? 0))
            others.Add($"group {directory.Group}");

        if (!directory.IsSticky && directory.Mode.HasFlag(UnixFileMode.OtherWrite))
            others.Add("every user");

        if (others.Count > 0)
        {
            _warnings.Add(
                $"The directory {place.Directory} can be written by {string.Join(" and ", others)}, who can put another file in the place "
                + $"of {place.FullPath}. Keep token files where only their owner can write.");
        }
    }
}
