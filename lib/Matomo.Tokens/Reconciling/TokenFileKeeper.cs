using Matomo.Tokens.Files;
using Matomo.Tokens.Planning;

namespace Matomo.Tokens.Reconciling;

/// <summary>Keeps token files on this host whose tokens another host makes: it finds what is there and proves that it can be written; the
/// other host makes the tokens, from what was found (<see cref="TokenFileRequest.Found"/>); and it writes what they are
/// (<see cref="TokenOutcome.FileContent"/>).</summary>
public sealed class TokenFileKeeper
{
    private readonly TimeProvider _clock;
    private readonly bool _checkMode;

    /// <summary>Takes what all files have in common.</summary>
    /// <param name="clock">The time at this host.</param>
    /// <param name="checkMode">Whether nothing may be made, written or removed.</param>
    public TokenFileKeeper(TimeProvider clock, bool checkMode)
    {
        _clock = clock;
        _checkMode = checkMode;
    }

    /// <summary>How long to wait for another run that works on the same token file.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Called with what the user should know.</summary>
    public Action<string> Warned { get; init; } = _ => { };

    /// <summary>Finds what is there, and proves that each file can be written, or removed where it is not to be.</summary>
    /// <returns>Where each file is and what was found, as the host that makes the tokens takes it.</returns>
    /// <exception cref="TokenException">One cannot be read or written, is not ours, or is there twice. Nothing was changed.</exception>
    public IReadOnlyList<(string Path, Secret Found)> Find(IReadOnlyList<(TokenFileRequest File, TokenState State)> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var files = requests.Select((request, index) => new TokenFile(request.File, index, _checkMode)).ToList();
        TokenFilePlace.CheckDistinct([.. files.Select(file => file.Place)]);
        return [.. files.Select((file, index) => (file.Place.FullPath, Find(file, requests[index].State)))];
    }

    /// <summary>Brings a file to what it is to hold.</summary>
    /// <param name="request">The file, with what was found.</param>
    /// <param name="content">What it is to hold; null for nothing, so that it is removed.</param>
    /// <param name="cancellationToken">Ends the wait for another run.</param>
    /// <returns>Whether anything is different afterwards.</returns>
    /// <exception cref="TokenException">It cannot be done, or another run has changed the file since it was found.</exception>
    public async Task<bool> WriteAsync(TokenFileRequest request, Secret? content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var found = TokenFileText.Read(request.Found ?? throw new ArgumentException("What was found is missing.", nameof(request)));
        var desired = content is null ? null : TokenFileText.Read(content);
        var file = request with { Found = null };
        var slot = new FileSlot(0, new TokenRequest { Login = desired?.Note?.Login ?? "", TokenFile = file }, _checkMode);
        var step = Step(slot, found, desired);
        if (step is { File: FileAction.None, DiscardPending: false })
            return false;

        if (_checkMode)
            slot.Check(step);
        else
            await WriteAsync(slot, step, found, desired?.Note?.Url, cancellationToken);

        Warn(slot.File);
        return step.File != FileAction.None;
    }

    private async Task WriteAsync(
        FileSlot slot, TokenStep step, TokenFileObservation found, string? url, CancellationToken cancellationToken)
    {
        using var locks = new TokenFileLocks(LockTimeout, _clock);
        await locks.TakeAsync([slot.File!], cancellationToken);
        slot.Observe();
        if (slot.Observation != found)
            throw slot.File!.Place.ChangedMeanwhile();

        slot.Check(step);
        try
        {
            slot.Prepare(step, isApplied: true);
            if (step is { Value: { } value, Token: { } token })
                slot.Keep(value, token, url);

            slot.Publish(step);
        }
        finally
        {
            slot.Abandon();
        }
    }

    private Secret Find(TokenFile file, TokenState state)
    {
        var found = file.Observe();
        var action = state == TokenState.Present ? FileAction.Write : found.Exists ? FileAction.Remove : FileAction.None;
        file.Check(action, found.PendingExists);
        Warn(file);
        return TokenFileText.Write(found);
    }

    private static TokenStep Step(FileSlot slot, TokenFileObservation found, TokenFileObservation? desired)
    {
        var action = desired switch
        {
            null => found.Exists ? FileAction.Remove : FileAction.None,
            { Value: { } value, Note: { } note } => Action(found, value, note),
            _ => throw new ArgumentException("What the file is to hold has no value."),
        };
        return slot.Step() with
        {
            File = action,
            DiscardPending = FilePlan.DiscardsPending(found, action),
            Value = desired?.Value,
            Token = desired?.Note is { } noted
                ? new ObservedToken
                {
                    Description = noted.Description,
                    CreatedAt = noted.CreatedAt,
                    ExpiryKnown = noted.CreatedAt is not null,
                    ExpiresAt = noted.ExpiresAt,
                    SecureOnly = noted.SecureOnly,
                }
                : null,
        };
    }

    private static FileAction Action(TokenFileObservation found, TokenValue value, TokenCompanion note)
    {
        var action = FilePlan.For(found, value);
        var isNoteWrong = (CompanionJson.Of(value, found) ?? found.Note) is { } there && there != note;
        return (action, isNoteWrong) switch
        {
            (FileAction.None or FileAction.SetAttributes, true) => FileAction.Refresh,
            (FileAction.PublishPending, true) => FileAction.Write,
            _ => action,
        };
    }

    private void Warn(TokenFile? file)
    {
        foreach (var warning in file?.Warnings ?? [])
            Warned(warning);
    }
}
