using Matomo.Tokens.Errors;
using Matomo.Tokens.Files;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Reconciling;

/// <summary>One request and the token file that it wants, if it wants one.</summary>
internal sealed class FileSlot
{
    private readonly TokenRequest _request;
    private readonly TokenFile? _file;
    private bool _isPrepared;
    private bool _isKept;

    public FileSlot(TokenRequest request)
    {
        _request = request;
        _file = request.TokenFile is { } wanted ? new TokenFile(wanted) : null;
    }

    public string? Directory => _file?.Directory;

    // A pending file may be all that tells which token is to be revoked: it goes when that is done.
    private bool IsToGo => _request.State == TokenState.Absent;

    public TokenFileObservation? Observation { get; private set; }

    public void Observe() => Observation = _file?.Observe();

    /// <summary>The values that may be the token, each with what was noted of it.</summary>
    public IReadOnlyList<ValueCandidate> Candidates() =>
        [.. Planning.Candidates.Of(_request, Observation).Select(candidate => candidate with { Companion = _file?.CompanionOf(candidate.Value) })];

    /// <summary>In check mode: tests that the plan for the file can be carried out, and makes nothing.</summary>
    public void Check(TokenStep planned)
    {
        if (planned.File != FileAction.None)
        {
            _file!.CheckWritable();
        }
    }

    /// <summary>Clears what an earlier run left, and makes sure that a value can be kept before there is one.</summary>
    public void Prepare(TokenStep planned)
    {
        if (planned.DiscardPending && !IsToGo)
        {
            _file!.Discard();
        }

        if (planned.File is FileAction.Write or FileAction.Refresh)
        {
            _file!.Prepare();
            _isPrepared = true;
        }
    }

    public void Keep(TokenStep planned, TokenValue value, ObservedToken token, string? url)
    {
        if (!_isPrepared)
        {
            return;
        }

        var isNoted = token.ExpiryKnown && token.CreatedAt is not null;
        _file!.Keep(value, new TokenCompanion(
            _request.Login,
            token.Description ?? _request.Description?.Text,
            url,
            isNoted ? token.CreatedAt : null,
            isNoted ? token.ExpiresAt : null,
            token.SecureOnly,
            CompanionJson.Sha256(value)));
        _isKept = true;
    }

    /// <summary>Brings the file to where the plan wants it, once the store is there.</summary>
    public void Publish(TokenStep planned, TokenValue? value, ObservedToken? token, string? url)
    {
        if (planned.DiscardPending && IsToGo)
        {
            _file!.Discard();
        }

        switch (planned.File)
        {
            case FileAction.SetAttributes:
                _file!.SetAttributes();
                break;
            case FileAction.PublishPending:
                _file!.PublishEarlier();
                break;
            case FileAction.Remove:
                _file!.Remove();
                break;
            case FileAction.Write or FileAction.Refresh:
                if (!_isKept)
                {
                    Keep(planned, value ?? throw new InvalidOperationException("A file is to be written, and no value is known."), token ?? new ObservedToken(), url);
                }

                _file!.Publish();
                _isPrepared = false;
                break;
            default:
                break;
        }
    }

    /// <summary>Removes the pending file of a value that will never be live.</summary>
    public void Forget()
    {
        _isKept = false;
        Abandon();
    }

    /// <summary>Leaves no pending file behind that holds nothing. One with a value stays for the next run.</summary>
    public void Abandon()
    {
        if (_isPrepared && !_isKept)
        {
            try
            {
                _file!.Discard();
            }
            catch (TokenException)
            {
                // The run has failed already, for a reason that matters more; the next run removes the file.
            }
        }
    }
}
