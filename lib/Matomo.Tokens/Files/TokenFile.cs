using Matomo.Tokens.Host;

namespace Matomo.Tokens.Files;

/// <summary>A token file, the note beside it (its companion), and the pending files that come before both.</summary>
/// <remarks>
/// The order of writing makes a crash at any point harmless: <see cref="Check"/> and <see cref="Prepare"/> prove that everything can be
/// written, <see cref="Keep"/> puts the value, synced, into the pending file, and only <see cref="Publish"/> renames it over the token
/// file, once the value is live. What fails is a <see cref="TokenException"/> that names the file.
/// </remarks>
/// <param name="request">Where the value is kept, and how.</param>
/// <param name="index">Which of the requests it is of; null when there is only one.</param>
/// <param name="isCheck">Whether nothing will be made: what an earlier task would have made may be missing.</param>
internal sealed class TokenFile(TokenFileRequest request, int? index = null, bool isCheck = false)
{
    private const int LargestTokenFile = 4096;
    private const int CompanionReserve = 1024;

    private readonly RequestedAttributes _attributes = new(request, index, isCheck);
    private readonly HashSet<string> _warnings = [];
    private TokenFileObservation _observed = new();
    private (PendingFile Value, PendingFile Note)? _prepared;

    public TokenFilePlace Place { get; } = TokenFilePlace.Of(request.Path, index);

    public bool IsPrepared => _prepared is not null;

    public IReadOnlyCollection<string> Warnings => _warnings;

    /// <exception cref="TokenException">Something that is not a token file stands there, or it cannot be read.</exception>
    public TokenFileObservation Observe() => Place.Attempt("read", () =>
    {
        var (pending, pendingNote) = (ReadPending(), Read(Place.PendingCompanion, CompanionJson.LargestSize));
        _observed = new TokenFileObservation
        {
            PendingExists = pending is not null || pendingNote is not null,
            PendingValue = Value(pending),
            PendingNote = CompanionJson.Read(pendingNote),
            Note = CompanionJson.Read(Read(Place.Companion, CompanionJson.LargestSize)),
        };
        using var file = Place.Open(Place.FullPath);
        if (file is null)
            return _observed;

        var status = Place.Regular(file, Place.FullPath);
        var content = file.Content(LargestTokenFile);
        var value = Value(content);
        if (content.Length > LargestTokenFile || (value is null && !content.All(IsBlank)))
            throw Place.NotOurs(Place.FullPath, "a file with other content than one token value");

        if (value is not null && !_attributes.HasMode && CompanionOf(value) is null)
            WarnOfReaders(status.Mode);

        return _observed with
        {
            Exists = true,
            Value = value,
            IsExact = content.Length == TokenValue.Length,
            AttributesInLine = _attributes.AreInLine(status, Place.Directory),
        };
    });

    /// <summary>What was noted about a value when it was written here, or null; as it was observed.</summary>
    public TokenCompanion? CompanionOf(TokenValue value) => CompanionJson.Of(value, _observed);

    /// <summary>Proves, without making a file, that what is planned can be done, an earlier run's pending file removed with it.</summary>
    public void Check(FileAction action, bool discardsPending) => Place.Attempt(action == FileAction.Remove ? "remove" : "write", () =>
    {
        var proof = new TokenFileProof(Place, _attributes, isCheck);
        if (discardsPending)
            proof.CanReplace(Place.Pending, Place.PendingCompanion);

        switch (action)
        {
            case FileAction.None:
                break;
            case FileAction.SetAttributes:
                proof.CanSetAttributes();
                break;
            case FileAction.Remove when _observed.Note is null:
                proof.CanReplace(Place.FullPath);
                break;
            case FileAction.Remove:
                proof.CanReplace(Place.FullPath, Place.Companion);
                break;
            default:
                proof.CanWrite(makesFiles: action != FileAction.PublishPending);
                break;
        }

        _warnings.UnionWith(proof.Warnings);
    });

    /// <summary>Makes the pending files with their final owner and room for what comes: only a fault of the disk can fail later.</summary>
    public void Prepare() => Place.Attempt("write", () =>
    {
        try
        {
            _prepared = (
                PendingFile.Create(Place.Pending, file => Reserve(file, TokenValue.Length, keepsAttributes: true)),
                PendingFile.Create(Place.PendingCompanion, file => Reserve(file, CompanionReserve, keepsAttributes: false)));
            SyncDirectory();
        }
        catch
        {
            DropPending();
            throw;
        }
    });

    /// <summary>Puts the value into the pending file, synced.</summary>
    public void Keep(TokenValue value, TokenCompanion note) => Place.Attempt("write the new value to", () =>
    {
        // The value last: a run that ends here leaves none without its note.
        Prepared.Note.Write(CompanionJson.Write(note));
        Prepared.Value.Write(Encoding.ASCII.GetBytes(value.Reveal()));
    });

    /// <summary>Whether a value is in the pending file, or in the token file itself, where the next run finds it.</summary>
    public bool Holds(TokenValue value) =>
        value.Equals(Value(ReadPending())) || value.Equals(Value(Read(Place.FullPath, LargestTokenFile)));

    /// <summary>Lets the pending files take their places.</summary>
    public void Publish() => Place.Attempt("replace", () =>
    {
        using var value = Prepared.Value.Open();
        using var note = Prepared.Note.Open();
        ChangeMode(value, _attributes.Mode(FileStatus.At(Place.FullPath)));
        note.Replace(Place.PendingCompanion, Place.Companion);
        value.Replace(Place.Pending, Place.FullPath);
        SyncDirectory();
        _prepared = null;
    });

    /// <summary>Lets the pending file of an earlier run take its place, with the attributes that are requested now.</summary>
    public void PublishEarlier(TokenValue value) => Place.Attempt("replace", () =>
    {
        using var pending = OpenFile.Read(Place.Pending);
        if (pending is null || !value.Equals(Value(pending.Content(TokenValue.Length))))
            throw new IOException($"{Place.Pending} does not hold the value any more");

        var replaced = FileStatus.At(Place.FullPath);
        _attributes.Own(pending, replaced);
        ChangeMode(pending, _attributes.Mode(replaced));
        if (FileStatus.At(Place.PendingCompanion) is { IsRegular: true })
            OpenFile.Rename(Place.PendingCompanion, Place.Companion);

        pending.Replace(Place.Pending, Place.FullPath);
        SyncDirectory();
    });

    /// <summary>Sets mode, owner and group of the token file, and the owner and group of its note.</summary>
    public void SetAttributes() => Place.Attempt("set mode, owner or group of", () =>
    {
        // Whoever else can write the directory could have put another name of some other file there.
        using var file = Place.Open(Place.FullPath);
        if (file is null || Value(file.Content(LargestTokenFile)) is null)
            throw new IOException("it holds no value any more");

        var status = file.Status;
        _attributes.Own(file, status);
        ChangeMode(file, _attributes.Mode(status));
        using var companion = Place.Open(Place.Companion);
        if (companion is not null && CompanionJson.Read(companion.Content(CompanionJson.LargestSize)) is not null)
            _attributes.Own(companion, status);
    });

    public void Discard() => Place.Attempt("remove the pending file of", DropPending);

    /// <summary>Removes the token file and its note.</summary>
    public void Remove() => Place.Attempt("remove", () =>
    {
        // The token file last: as long as it is there, the next run knows that something is left to remove.
        if (_observed.Note is not null)
            OpenFile.Remove(Place.Companion);

        OpenFile.Remove(Place.FullPath);
        SyncDirectory();
    });

    /// <summary>Tries to keep other runs away from the token file.</summary>
    /// <returns>Whether none works on it, and the lock; null where none can be made.</returns>
    public (bool IsFree, TokenFileLock? Lock) TryLock()
    {
        try
        {
            var owner = _attributes.Owner(FileStatus.At(Place.FullPath));
            var taken = TokenFileLock.TryTake(Place.Lock, owner, _attributes.Owners(Place));
            return (taken is not null, taken);
        }
        catch (PosixException exception)
        {
            _warnings.Add(
                $"The token file {Place.FullPath} cannot be locked ({exception.Message}): a second run at the same time would make a "
                + "second token.");
            return (true, null);
        }
    }

    internal static bool IsBlank(byte letter) => letter is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private static TokenValue? Value(byte[]? content) =>
        content is not null && TokenValue.TryParse(Encoding.ASCII.GetString(content).Trim(), out var value) ? value : null;

    private static byte[]? Read(string path, int limit) => Read(path, limit, status => status.IsRegular);

    /// <summary>Null when there is no file; nothing when it cannot be read, or is not to be trusted.</summary>
    private static byte[]? Read(string path, int limit, Func<FileStatus, bool> isTrusted)
    {
        try
        {
            using var file = OpenFile.Read(path);
            return file?.Status switch
            {
                null or { IsDirectory: true } => null,
                { } status when isTrusted(status) => file.Content(limit),
                _ => [],
            };
        }
        catch (IOException)
        {
            return [];
        }
    }

    private (PendingFile Value, PendingFile Note) Prepared =>
        _prepared ?? throw new InvalidOperationException("There are no pending files.");

    // Whoever else can write the directory can put a file there, or a link to one that is not to be changed.
    private byte[]? ReadPending() => Read(
        Place.Pending,
        TokenValue.Length,
        status => status is { IsRegular: true, Links: 1 } && _attributes.Owners(Place).Contains(status.User));

    private void Reserve(OpenFile reserve, int length, bool keepsAttributes)
    {
        reserve.Write(Enumerable.Repeat((byte)'\n', length).ToArray());
        using var replaced = Place.Open(Place.FullPath);
        if (replaced is not null && keepsAttributes)
            reserve.CopyAttributesFrom(replaced);

        _attributes.Own(reserve, replaced?.Status);
        if (keepsAttributes)
        {
            // Proves that the final mode can be set; until the value is live, nobody else may read it.
            ChangeMode(reserve, _attributes.Mode(replaced?.Status));
        }

        ChangeMode(reserve, RequestedAttributes.Private);
        reserve.Sync();
    }

    private void ChangeMode(OpenFile file, UnixFileMode mode) => AttemptWhereSupported(
        () => file.ChangeMode(mode),
        $"The mode of {Place.FullPath} cannot be set on its file system: how that is mounted decides who may read it");

    private void SyncDirectory() => AttemptWhereSupported(
        () =>
        {
            using var directory = OpenFile.Directory(Place.Directory);
            directory.Sync();
        },
        $"The directory {Place.Directory} cannot be synced: after a power failure the token file may be missing");

    private void AttemptWhereSupported(Action action, string otherwise)
    {
        try
        {
            action();
        }
        catch (PosixException exception) when (exception.IsNotSupported && FileSystem.Of(Place.Directory).IsSharedFolder)
        {
            _warnings.Add($"{otherwise} ({exception.Message}).");
        }
    }

    private void DropPending()
    {
        _prepared = null;
        OpenFile.Remove(Place.Pending);
        OpenFile.Remove(Place.PendingCompanion);
    }

    // A file that its group may read is meant so; one that every user can is left over from before this kept it.
    private void WarnOfReaders(UnixFileMode mode)
    {
        if (mode.HasFlag(UnixFileMode.OtherRead)
            && FileStatus.At(Place.Directory, followsLinks: true) is { } directory
            && directory.Mode.HasFlag(UnixFileMode.OtherExecute))
        {
            _warnings.Add(
                $"The token file {Place.FullPath}, which was there already, keeps its mode "
                + $"{Convert.ToString((int)mode, 8).PadLeft(4, '0')}: every user of this host may use the token. "
                + "Request the mode that it should have.");
        }
    }
}
