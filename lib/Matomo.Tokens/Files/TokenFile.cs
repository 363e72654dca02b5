using Matomo.Tokens.Host;

namespace Matomo.Tokens.Files;

/// <summary>A token file, the note beside it (its companion), and the pending files that come before both.</summary>
/// <remarks>
/// The order of writing makes a crash at any point harmless: <see cref="Prepare"/> proves that everything can be written, <see cref="Keep"/> puts
/// the value, synced, into the pending file, and only <see cref="Publish"/> renames it over the token file, once the value is live.
/// </remarks>
internal sealed class TokenFile
{
    private const int LargestTokenFile = 4096;
    private const int LargestCompanion = 64 * 1024;
    private const int CompanionReserve = 1024;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TokenFileRequest _request;
    private readonly uint? _owner;
    private readonly uint? _group;
    private readonly string _pending;
    private readonly string _companion;
    private readonly string _pendingCompanion;

    public TokenFile(TokenFileRequest request)
    {
        _request = request;
        _owner = Accounts.User(request.Owner);
        _group = Accounts.Group(request.Group);
        FullPath = request.FullPath;
        Directory = Path.GetDirectoryName(FullPath) ?? throw NotOurs(FullPath, "a directory");
        _companion = FullPath + ".json";
        _pending = Pending(FullPath);
        _pendingCompanion = Pending(_companion);
    }

    public string FullPath { get; }

    public string Directory { get; }

    /// <summary>Looks at what is there.</summary>
    /// <exception cref="TokenException">Something that is not a token file stands there, or it cannot be read.</exception>
    public TokenFileObservation Observe()
    {
        var pending = ReadPending();
        var observation = new TokenFileObservation { PendingExists = pending is not null, PendingValue = Value(pending) };
        using var file = Open(FullPath);
        if (file is null)
            return observation;

        var status = Regular(file, FullPath);
        var content = file.Content(LargestTokenFile);
        var value = Value(content);
        if (content.Length > LargestTokenFile || (value is null && !IsBlank(content)))
            throw NotOurs(FullPath, "a file with other content than one token value");

        return observation with
        {
            Exists = true,
            Value = value,
            IsExact = content.Length == TokenValue.Length,
            AttributesInLine = Mode(status) == status.Mode && (_owner ?? status.User) == status.User && (_group ?? status.Group) == status.Group,
        };
    }

    /// <summary>What was noted about a value when it was written here, or null.</summary>
    public TokenCompanion? CompanionOf(TokenValue value)
    {
        var hash = CompanionJson.Sha256(value);
        return new[] { _companion, _pendingCompanion }.Select(ReadCompanion).FirstOrDefault(companion => companion?.Sha256 == hash);
    }

    /// <summary>Tests, without making a file, whether <see cref="Prepare"/> would succeed.</summary>
    /// <exception cref="TokenException">It would not.</exception>
    public void CheckWritable()
    {
        const int WriteAndSearch = 3;
        const int CurrentDirectory = -100;
        const int ByEffectiveUser = 0x200;
        Attempt("write", () =>
        {
            if (LibC.Access(CurrentDirectory, Directory, WriteAndSearch, ByEffectiveUser) < 0)
                throw PosixException.Last();

            using var directory = OpenFile.Directory(Directory);
            if (new DriveInfo(Directory).AvailableFreeSpace == 0)
                throw new IOException("No space left on device");
        });
        CheckReplaceable();
    }

    /// <summary>Makes the pending files with their final owner and room for what comes, so that nothing but a fault of the disk can fail later.</summary>
    /// <exception cref="TokenException">They cannot be made. Nothing is left behind.</exception>
    public void Prepare()
    {
        CheckReplaceable();
        Attempt("write", () =>
        {
            try
            {
                Reserve(_pending, TokenValue.Length, keepsAttributes: true);
                Reserve(_pendingCompanion, CompanionReserve, keepsAttributes: false);
                using var directory = OpenFile.Directory(Directory);
                directory.Sync();
            }
            catch
            {
                Discard();
                throw;
            }
        });
    }

    /// <summary>Puts the value into the pending file, synced.</summary>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.TokenFileUnwritable"/>.</exception>
    public void Keep(TokenValue value, TokenCompanion companion) => Attempt("write the new value to", () =>
    {
        using var pending = OpenFile.Overwrite(_pending);
        using var pendingCompanion = OpenFile.Overwrite(_pendingCompanion);
        pending.Write(Encoding.ASCII.GetBytes(value.Reveal()));
        pendingCompanion.Write(CompanionJson.Write(companion));
        pending.Sync();
        pendingCompanion.Sync();
    });

    /// <summary>Lets the pending files take their places.</summary>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.TokenFileUnwritable"/>.</exception>
    public void Publish() => Attempt("replace", () =>
    {
        var status = StatusOf(FullPath);
        using (var pending = Open(_pending) ?? throw new IOException($"{_pending} is gone"))
            pending.ChangeMode(Mode(status));

        if (File.Exists(_pendingCompanion))
            Rename(_pendingCompanion, _companion);

        Rename(_pending, FullPath);
        SyncDirectory();
    });

    /// <summary>Lets the pending file of an earlier run take its place, with the attributes that are wanted now.</summary>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.TokenFileUnwritable"/>.</exception>
    public void PublishEarlier()
    {
        CheckReplaceable();
        Attempt("replace", () =>
        {
            using var pending = Open(_pending) ?? throw new IOException($"{_pending} is gone");
            Own(pending, StatusOf(FullPath) ?? pending.Status);
        });
        Publish();
    }

    /// <summary>Sets mode, owner and group of the token file.</summary>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.TokenFileUnwritable"/>.</exception>
    public void SetAttributes() => Attempt("set mode, owner or group of", () =>
    {
        using var file = Open(FullPath) ?? throw new IOException("it is gone");
        var status = Regular(file, FullPath);
        Own(file, status);
        file.ChangeMode(Mode(status));
        if (ReadCompanion(_companion) is not null)
        {
            using var companion = Open(_companion);
            Own(companion!, status);
        }
    });

    /// <summary>Removes pending files.</summary>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.TokenFileUnwritable"/>.</exception>
    public void Discard() => Attempt("remove the pending file of", () =>
    {
        Unlink(_pending);
        Unlink(_pendingCompanion);
    });

    /// <summary>Removes the token file and its companion.</summary>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.TokenFileUnwritable"/>.</exception>
    public void Remove() => Attempt("remove", () =>
    {
        // The token file last: as long as it is there, the next run knows that something is left to remove.
        if (ReadCompanion(_companion) is not null)
            Unlink(_companion);

        Unlink(FullPath);
        SyncDirectory();
    });

    private static string Pending(string path) => Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.matomo_token-new");

    private static TokenValue? Value(byte[]? content) =>
        content is not null && TokenValue.TryParse(Encoding.ASCII.GetString(content).Trim(), out var value) ? value : null;

    private static bool IsBlank(byte[] content) => content.All(letter => letter is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n');

    private static byte[]? ReadPrivately(string path, int limit)
    {
        try
        {
            using var file = OpenFile.Read(path);
            return file is null ? null : file.Status.IsRegular ? file.Content(limit) : [];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static TokenCompanion? ReadCompanion(string path) =>
        ReadPrivately(path, LargestCompanion) is { Length: <= LargestCompanion } content ? CompanionJson.Read(content) : null;

    private byte[]? ReadPending() => ReadPrivately(_pending, TokenValue.Length);

    private UnixFileMode Mode(FileStatus? status) => (status, _request.Mode) switch
    {
        (null, null) => Private,
        (null, { } requested) => requested(Private),
        ({ } present, null) => present.Mode,
        ({ } present, { } requested) => requested(present.Mode),
    };

    private FileStatus? StatusOf(string path)
    {
        using var file = Open(path);
        return file?.Status;
    }

    private void Reserve(string path, int length, bool keepsAttributes)
    {
        Unlink(path);
        using var reserve = OpenFile.Create(path);
        reserve.Write(new string('\n', length).Select(letter => (byte)letter).ToArray());
        using var replaced = Open(FullPath);
        if (replaced is not null && keepsAttributes)
            reserve.CopyAttributesFrom(replaced);

        Own(reserve, replaced?.Status ?? reserve.Status);
        if (keepsAttributes)
        {
            // Proves that the final mode can be set; until the value is live, nobody else may read it.
            reserve.ChangeMode(Mode(replaced?.Status));
        }

        reserve.ChangeMode(Private);
        reserve.Sync();
    }

    private void Own(OpenFile file, FileStatus kept)
    {
        var (owner, group) = (_owner ?? kept.User, _group ?? kept.Group);
        if (file.Status is var present && (present.User != owner || present.Group != group))
            file.ChangeOwner(owner, group);
    }

    private void CheckReplaceable()
    {
        using (var file = Open(FullPath))
        {
            if (file is not null && Regular(file, FullPath).Obstacle is { } obstacle)
                throw Unwritable("replace", obstacle);
        }

        using var companion = Open(_companion);
        if (companion is not null)
        {
            _ = Regular(companion, _companion);
            var content = companion.Content(LargestCompanion);
            if (content.Length > LargestCompanion || (!IsBlank(content) && CompanionJson.Read(content) is null))
                throw NotOurs(_companion, "a file that is not the note which belongs beside a token file");
        }
    }

    private OpenFile? Open(string path)
    {
        try
        {
            return OpenFile.Read(path);
        }
        catch (PosixException exception) when (exception.Error == LibC.TooManyLinks)
        {
            throw NotOurs(path, "a symbolic link, and links are not followed");
        }
        catch (PosixException exception)
        {
            throw Unwritable($"read {path}, for", exception.Message, exception);
        }
    }

    private static FileStatus Regular(OpenFile file, string path) =>
        file.Status is { IsRegular: true } status ? status : throw NotOurs(path, file.Status.Kind);

    private static void Rename(string from, string to)
    {
        if (LibC.Rename(from, to) < 0)
            throw PosixException.Last();
    }

    private static void Unlink(string path)
    {
        if (LibC.Unlink(path) < 0 && PosixException.Last() is var exception && exception.Error != LibC.NoSuchEntry)
            throw exception;
    }

    private void SyncDirectory()
    {
        using var directory = OpenFile.Directory(Directory);
        directory.Sync();
    }

    private void Attempt(string what, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(what, exception.Message, exception);
        }
    }

    private TokenException Unwritable(string what, string why, Exception? cause = null) => new(
        TokenErrorCode.TokenFileUnwritable,
        $"Cannot {what} the token file {FullPath} as user {LibC.EffectiveUser()}: {why}. "
        + $"The directory {Directory} must exist, and this user must be able to write there.",
        cause,
        reason: new FailureReason.NotAllowed());

    private static TokenException NotOurs(string path, string what) => new(
        TokenErrorCode.TokenFileNotOurs,
        $"{path} is {what}. It was left as it is, and no token was made; give the token file another path, or move what is there away.");
}
