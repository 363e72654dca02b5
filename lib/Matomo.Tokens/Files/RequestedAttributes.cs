using Matomo.Tokens.Host;

namespace Matomo.Tokens.Files;

/// <summary>The mode, owner and group that a token file shall have. What is not requested stays as it is.</summary>
internal sealed class RequestedAttributes
{
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TokenFileRequest _request;
    private readonly uint? _owner;
    private readonly uint? _group;

    /// <exception cref="TokenException">This host does not know the owner or the group; in check mode, a warning says so.</exception>
    public RequestedAttributes(TokenFileRequest request, int? index, bool isCheck)
    {
        _request = request;
        try
        {
            _owner = Accounts.User(request.Owner, index);
            _group = Accounts.Group(request.Group, index);
        }
        catch (TokenException exception) when (isCheck)
        {
            // An earlier task would have created it.
            Unknown = exception.Message;
        }
    }

    /// <summary>Who is not known yet; null when all are.</summary>
    public string? Unknown { get; }

    public bool HasMode => _request.Mode is not null;

    /// <summary>What the file shall have.</summary>
    /// <param name="present">What is there; null when there is no file.</param>
    public UnixFileMode Mode(FileStatus? present)
    {
        var mode = present?.Mode ?? Private;
        return _request.Mode?.Invoke(mode) ?? mode;
    }

    /// <inheritdoc cref="Mode"/>
    public uint Owner(FileStatus? present) => _owner ?? present?.User ?? LibC.EffectiveUser();

    /// <summary>The group, of a new file that of the process when null is answered.</summary>
    public uint? Group(FileStatus? present) => _group ?? present?.Group;

    public bool AreInLine(FileStatus present, string directory) =>
        Unknown is null
        && Owner(present) == present.User
        && Group(present) == present.Group
        && (Mode(present) == present.Mode || FileSystem.Of(directory).IsSharedFolder);

    /// <summary>Gives a file to its owner and group.</summary>
    /// <param name="file">The file.</param>
    /// <param name="replaced">The one that it takes the place of, if there is one.</param>
    public void Own(OpenFile file, FileStatus? replaced)
    {
        var present = file.Status;
        var (owner, group) = (Owner(replaced ?? present), Group(replaced ?? present) ?? present.Group);
        if (present.User != owner || present.Group != group)
            file.ChangeOwner(owner, group);
    }

    /// <summary>Who may own what stands beside the token file: who can do anything with it anyway.</summary>
    public IReadOnlyCollection<uint> Owners(TokenFilePlace place)
    {
        var directory = FileStatus.At(place.Directory, followsLinks: true);
        uint[] owners = [0, LibC.EffectiveUser(), Owner(FileStatus.At(place.FullPath))];
        return directory is { User: var user } ? [.. owners, user] : owners;
    }
}
