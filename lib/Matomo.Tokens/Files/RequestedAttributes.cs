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

    /// <summary>The mode; <paramref name="present"/> is what is there.</summary>
    public UnixFileMode Mode(FileStatus? present)
    {
        var mode = present?.Mode ?? Private;
        return _request.Mode?.Invoke(mode) ?? mode;
    }

    public uint Owner(FileStatus? present) => _owner ?? present?.User ?? LibC.EffectiveUser();

    /// <summary>The group, of a new file that of the process when null is answered.</summary>
    public uint? Group(FileStatus? present) => _group ?? present?.Group;

    public bool AreInLine(FileStatus present, string directory) =>
        Unknown is null
        && Owner(present) == present.User
        && Group(present) == present.Group
        && (Mode(present) == present.Mode || FileSystem.Of(directory).IsSharedFolder);

    /// <summary>Gives a file to its owner and group, those of the file that it takes the place of unless others are requested.</summary>
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
