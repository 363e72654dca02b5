using Matomo.Tokens.Files;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Reconciling;

/// <summary>One request and its token file. Where it has none, nothing is done.</summary>
internal sealed class FileSlot(int index, TokenRequest request, bool checkMode)
{
    private TokenCompanion? _kept;

    public int Index => index;

    /// <summary>The file; null where there is none on this host.</summary>
    public TokenFile? File { get; } = request.TokenFile is { Found: null } file ? new TokenFile(file, index, checkMode) : null;

    public TokenFileObservation? Observation { get; private set; }

    /// <summary>A step for this request that does nothing.</summary>
    public TokenStep Step() => new() { Index = index, Request = request, Login = request.Login };

    public void Observe() =>
        Observation = request.TokenFile?.Found is { } found ? TokenFileText.Read(found) : File?.Observe();

    /// <summary>Whether no other run has changed the file since it was observed.</summary>
    public bool IsAsObserved() => File is null || File.Observe() == Observation;

    /// <summary>What the store is asked: the values that may be the token, each with what was noted of it.</summary>
    public TokenQuery Query()
    {
        var candidates = Candidates.Of(request, Observation);
        return new TokenQuery(
            index,
            request,
            [.. candidates.Select(candidate => candidate with { Companion = CompanionJson.Of(candidate.Value, Observation) })]);
    }

    /// <summary>Whether the plan changes the file, or a token whose value it keeps.</summary>
    public bool NeedsLock(TokenStep planned) =>
        File is not null && (planned.File != FileAction.None || planned.DiscardPending || planned.Changes.Count > 0);

    /// <summary>Proves that the plan for the file can be carried out, and makes nothing.</summary>
    public void Check(TokenStep planned) => File?.Check(planned.NotesAnew ? FileAction.Refresh : planned.File, planned.DiscardPending);

    /// <summary>Makes sure that a value can be kept before there is one.</summary>
    /// <remarks>Until the plan is applied, a value stays that only an earlier run's pending file holds and whose token is revoked; the
    /// request itself has the one that takes its place.</remarks>
    public void Prepare(TokenStep planned, bool isApplied)
    {
        if (planned.File is not (FileAction.Write or FileAction.Refresh) || File is not { IsPrepared: false } file)
            return;

        if (isApplied || !planned.Changes.Any(change => change is StoreChange.Revoke))
            file.Prepare();
    }

    /// <summary>Writes a value, synced, to where a later run finds it; again when there is something new to note of its token.</summary>
    public void Keep(TokenValue value, ObservedToken token, string? url)
    {
        if (File is not { IsPrepared: true })
            return;

        var note = CompanionJson.Of(request, value, token, url ?? CompanionJson.Of(value, Observation)?.Url);
        if (note == _kept)
            return;

        File.Keep(value, note);
        _kept = note;
    }

    /// <summary>Brings the file to where the plan wants it, once the store is there.</summary>
    public void Publish(TokenStep planned)
    {
        if (File is not { } file)
            return;

        // A pending file may be all that tells which token is to be revoked: it goes when that is done.
        if (planned.DiscardPending && !file.IsPrepared)
            file.Discard();

        switch (planned.File)
        {
            case FileAction.SetAttributes:
                file.SetAttributes();
                break;
            case FileAction.PublishPending when planned.Value is { } value:
                file.PublishEarlier(value);
                break;
            case FileAction.Remove:
                file.Remove();
                break;
            case FileAction.Write or FileAction.Refresh when file.IsPrepared && _kept is not null:
                file.Publish();
                break;
            case FileAction.None:
                break;
            default:
                throw new InvalidOperationException("A file is to be written, and no value is known.");
        }
    }

    /// <summary>Whether a value is where the next run finds it.</summary>
    public bool Holds(TokenValue value) => File?.Holds(value) == true;

    /// <summary>Removes the pending file of a value that will never be live.</summary>
    public void Forget()
    {
        _kept = null;
        Abandon();
    }

    /// <summary>Leaves no pending file behind that holds nothing. A value that may be live stays for the next run.</summary>
    public void Abandon()
    {
        try
        {
            if (_kept is null && File is { IsPrepared: true })
                File.Discard();
        }
        catch (TokenException)
        {
            // The run has failed already, for a reason that matters more; the next run removes the file.
        }
    }

    /// <summary>Removes a lock that a run left which was killed.</summary>
    public void SweepLock()
    {
        if (File is not null)
            TokenFileLock.Sweep(File.Place.Lock);
    }
}
