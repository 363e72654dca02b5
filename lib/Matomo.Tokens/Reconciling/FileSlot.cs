using Matomo.Tokens.Files;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Reconciling;

/// <summary>One request and the token file that it wants. Where it wants none, nothing is done.</summary>
internal sealed class FileSlot(int index, TokenRequest request)
{
    private TokenFile? _file;
    private bool _isPrepared;
    private TokenCompanion? _kept;

    public int Index => index;

    public string? Directory => Path.GetDirectoryName(request.TokenFile?.FullPath);

    public TokenFileObservation? Observation { get; private set; }

    // A pending file may be all that tells which token is to be revoked: it goes when that is done.
    private bool IsToGo => request.State == TokenState.Absent;

    public void Observe() => Attempt(file => Observation = file.Observe());

    /// <summary>What the store is asked: the values that may be the token, each with what was noted of it.</summary>
    public TokenQuery Query()
    {
        var candidates = Candidates.Of(request, Observation);
        return new TokenQuery(
            index, request, [.. candidates.Select(candidate => candidate with { Companion = _file?.CompanionOf(candidate.Value) })]);
    }

    /// <summary>In check mode: tests that the plan for the file can be carried out, and makes nothing.</summary>
    public void Check(TokenStep planned) => Attempt(file =>
    {
        if (planned.File != FileAction.None)
            file.CheckWritable();
    });

    /// <summary>Clears what an earlier run left, and makes sure that a value can be kept before there is one.</summary>
    public void Prepare(TokenStep planned) => Attempt(file =>
    {
        if (planned.DiscardPending && !IsToGo)
            file.Discard();

        if (planned.File is FileAction.Write or FileAction.Refresh)
        {
            file.Prepare();
            _isPrepared = true;
        }
    });

    /// <summary>Writes a value, synced, to where a later run finds it; again when there is something new to note of its token.</summary>
    public void Keep(TokenValue value, ObservedToken token, string? url) => Attempt(file =>
    {
        var isNoted = token.ExpiryKnown && token.CreatedAt is not null;
        var note = new TokenCompanion(
            request.Login,
            token.Description ?? request.Description?.Text,
            url,
            isNoted ? token.CreatedAt : null,
            isNoted ? token.ExpiresAt : null,
            token.SecureOnly,
            CompanionJson.Sha256(value));
        if (_isPrepared && note != _kept)
        {
            file.Keep(value, note);
            _kept = note;
        }
    });

    /// <summary>Brings the file to where the plan wants it, once the store is there.</summary>
    public void Publish(TokenStep planned) => Attempt(file =>
    {
        if (planned.DiscardPending && IsToGo)
            file.Discard();

        switch (planned.File)
        {
            case FileAction.SetAttributes:
                file.SetAttributes();
                break;
            case FileAction.PublishPending:
                file.PublishEarlier();
                break;
            case FileAction.Remove:
                file.Remove();
                break;
            case FileAction.Write or FileAction.Refresh when _kept is null:
                throw new InvalidOperationException("A file is to be written, and no value is known.");
            case FileAction.Write or FileAction.Refresh:
                file.Publish();
                _isPrepared = false;
                break;
            default:
                break;
        }
    });

    /// <summary>Removes the pending file of a value that will never be live.</summary>
    public void Forget()
    {
        _kept = null;
        Abandon();
    }

    /// <summary>Leaves no pending file behind that holds nothing. One with a value stays for the next run.</summary>
    public void Abandon()
    {
        if (!_isPrepared || _kept is not null)
            return;

        try
        {
            Attempt(file => file.Discard());
        }
        catch (TokenException)
        {
            // The run has failed already, for a reason that matters more; the next run removes the file.
        }
    }

    private void Attempt(Action<TokenFile> work)
    {
        if (request.TokenFile is null)
            return;

        try
        {
            work(_file ??= new TokenFile(request.TokenFile));
        }
        catch (TokenException exception)
        {
            exception.RequestIndex ??= index;
            throw;
        }
    }
}
