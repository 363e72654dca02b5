using Matomo.Tokens.Host;

namespace Matomo.Tokens.Files;

/// <summary>Where a token file stands, and the files beside it that belong to it.</summary>
internal sealed class TokenFilePlace
{
    private readonly string _name;
    private readonly FileIdentity? _directory;
    private readonly int? _index;

    private TokenFilePlace(string fullPath, string directory, int? index)
    {
        _index = index;
        FullPath = fullPath;
        Directory = directory;
        _name = Path.GetFileName(fullPath);
        _directory = IdentityOf(directory);
    }

    public string FullPath { get; }

    public string Directory { get; }

    /// <summary>The note: what the API cannot tell later.</summary>
    public string Companion => FullPath + ".json";

    /// <summary>Where a new value is kept until it is live.</summary>
    public string Pending => Beside($".{_name}.matomo_token-new");

    public string PendingCompanion => Beside($".{_name}.json.matomo_token-new");

    public string Lock => Beside($".{_name}.matomo_token-lock");

    /// <summary>The longest of the names, in bytes.</summary>
    public int LongestName => Encoding.UTF8.GetByteCount(Path.GetFileName(PendingCompanion));

    /// <summary>The same for two spellings of one path: the directory, and the name in it.</summary>
    public (ulong Device, ulong Inode, string Name) Key => KeyOf(FullPath);

    /// <param name="path">The token file.</param>
    /// <param name="index">Which of the requests it is of; null when there is only one.</param>
    /// <exception cref="TokenException">No file can be called that, or the path is relative to a directory that is gone.</exception>
    public static TokenFilePlace Of(string path, int? index)
    {
        if (path.Contains('\0'))
            throw Refused(TokenErrorCode.InvalidArguments, "The path of the token file holds a null character, which no path can.", index);

        var full = FullPathOf(path, index);
        return Path.GetDirectoryName(full) is { } directory
            ? new TokenFilePlace(full, directory, index)
            : throw Refused(TokenErrorCode.TokenFileNotOurs, $"The token file {full} would be a directory.", index);
    }

    /// <summary>Refuses two requests for one token file, and one whose files have the names of another's.</summary>
    /// <param name="places">The place of each request; null where it has no token file.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>, naming both requests.</exception>
    public static void CheckDistinct(IReadOnlyList<TokenFilePlace?> places)
    {
        var taken = new Dictionary<(ulong, ulong, string), int>();
        for (var index = 0; index < places.Count; index++)
        {
            foreach (var key in places[index]?.Keys ?? [])
            {
                if (!taken.TryAdd(key, index))
                    throw Clash(places, index, taken[key]);
            }
        }
    }

    /// <summary>Opens a file beside the token file, or itself, to read it; null when there is none.</summary>
    public OpenFile? Open(string path)
    {
        try
        {
            return OpenFile.Read(path);
        }
        catch (PosixException exception) when (exception.Error == LibC.TooManyLinks)
        {
            throw NotOurs(path, "a symbolic link, and links are not followed");
        }
    }

    /// <summary>The status of what must be a file.</summary>
    public FileStatus Regular(OpenFile file, string path) =>
        file.Status is { IsRegular: true } status ? status : throw NotOurs(path, file.Status.Kind);

    /// <summary>Does something, and says of which file it was when that fails.</summary>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.TokenFileUnwritable"/>.</exception>
    public T Attempt<T>(string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refused(
                TokenErrorCode.TokenFileUnwritable,
                $"Cannot {what} the token file {FullPath} as user {LibC.EffectiveUser()}: {exception.Message}. "
                + $"The directory {Directory} must exist, and this user must be able to write there.",
                _index,
                exception,

                // Another user helps neither root nor where there is no such directory.
                LibC.EffectiveUser() == 0 || exception is PosixException { Error: LibC.NoSuchEntry }
                    ? null
                    : new FailureReason.NotAllowed());
        }
    }

    /// <inheritdoc cref="Attempt{T}"/>
    public void Attempt(string what, Action action) => Attempt(what, () =>
    {
        action();
        return true;
    });

    /// <summary>Another run holds the lock for too long.</summary>
    public TokenException Locked(TimeSpan patience) => Refused(
        TokenErrorCode.TokenFileUnwritable,
        $"Another run has worked on the token file {FullPath} for the {patience.TotalSeconds:0} seconds that this one waited. "
        + $"Nothing was changed. Try again, wait longer, or look for a matomo_token process that hangs (it holds {Lock}).",
        _index,
        reason: new FailureReason.Settings("Timeout"));

    /// <summary>Another run has changed the file since this one looked.</summary>
    public TokenException ChangedMeanwhile() => Refused(
        TokenErrorCode.TokenFileUnwritable,
        $"Another run has changed the token file {FullPath} since this one read it. It was left as it is. Run this again.",
        _index);

    public TokenException NotOurs(string path, string what) => Refused(
        TokenErrorCode.TokenFileNotOurs,
        $"{path} is {what}. It was left as it is, and no token was made; give the token file another path, or move what is there away.",
        _index);

    private IEnumerable<(ulong, ulong, string)> Keys => new[] { FullPath, Companion, Pending, PendingCompanion, Lock }.Select(KeyOf);

    private static TokenException Refused(
        TokenErrorCode code, string message, int? index, Exception? cause = null, FailureReason? reason = null) =>
        new(code, message, cause, reason) { RequestIndex = index };

    private static string FullPathOf(string path, int? index)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (IOException exception)
        {
            const string Why = "is relative, and the working directory is gone. Give the whole path.";
            throw Refused(TokenErrorCode.TokenFileUnwritable, $"The path of the token file, {path}, {Why}", index, exception);
        }
    }

    private static FileIdentity? IdentityOf(string directory)
    {
        try
        {
            return FileStatus.At(directory, followsLinks: true)?.Identity;
        }
        catch (PosixException)
        {
            // Nothing can be read or written there: that is found out, and told, by whoever tries.
            return null;
        }
    }

    private static TokenException Clash(IReadOnlyList<TokenFilePlace?> places, int index, int other)
    {
        var what = places[index]?.Key == places[other]?.Key
            ? "is that of another request too"
            : $"{places[index]?.FullPath} needs a file of the same name as that of another request, {places[other]?.FullPath}";
        return Refused(
            TokenErrorCode.InvalidArguments,
            $"Its token file {what}. Nothing was read or changed.",
            index,
            reason: new FailureReason.ConflictsWith(other));
    }

    private (ulong Device, ulong Inode, string Name) KeyOf(string path) => _directory is { } directory
        ? (directory.Device, directory.Inode, Path.GetFileName(path))
        : (0, 0, path);

    private string Beside(string name) => Path.Combine(Directory, name);
}
