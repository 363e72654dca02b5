using Matomo.Tokens.Errors;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Tests.Planning;

/// <summary>A Matomo of a few rows that can be observed, planned for, and brought to where the plan wants it. The value of row n is
/// <c>Sample.Value(n)</c>.</summary>
internal sealed class SmallMatomo(StoreAbilities abilities)
{
    private readonly List<Row> _rows = [];
    private readonly Dictionary<TokenValue, TokenCompanion> _notes = [];
    private bool _hasPassword = true;

    public static SmallMatomo Database => new(StoreAbilities.Database);

    public static SmallMatomo Database4 => new(StoreAbilities.Database with { SetsSecureOnly = false });

    public static SmallMatomo Database3 => new(StoreAbilities.DatabaseOfMatomo3);

    public static SmallMatomo Api => new(StoreAbilities.Api);

    public static SmallMatomo Api3 => new(StoreAbilities.ApiOfMatomo3);

    public DateTimeOffset Now { get; set; } = Sample.Now;

    public TokenValue NewestValue => _rows[^1].Value;

    /// <summary>This Matomo for a task that gives no password.</summary>
    public SmallMatomo WithoutPassword()
    {
        _hasPassword = false;
        return this;
    }

    public SmallMatomo With(
        long id,
        DateTimeOffset? expires = null,
        string login = Sample.Login,
        string description = Sample.Description,
        bool system = false,
        bool secureOnly = false,
        DateTimeOffset? used = null,
        bool noted = false)
    {
        _rows.Add(new Row(login, Sample.Value(id), noted, new ObservedToken
        {
            Id = id,
            Description = description,
            CreatedAt = Sample.InDays(-30),
            ExpiryKnown = true,
            ExpiresAt = expires,
            LastUsedAt = used,
            SecureOnly = abilities.SetsSecureOnly ? secureOnly : null,
            IsSystem = system,
        }));
        return this;
    }

    /// <summary>With a note beside a token file that says of row n's token what is there, or what it is changed to say.</summary>
    public SmallMatomo Noting(long id, Func<TokenCompanion, TokenCompanion>? change = null)
    {
        var row = _rows.Single(row => row.Token.Id == id);
        var note = Note(row.Login, row.Token);
        _notes[row.Value] = change is null ? note : change(note);
        return this;
    }

    public TokenStep Plan(TokenRequest request, TokenFileObservation? file = null) =>
        Plan(request, Observe(request, request.TokenFile is null ? null : file ?? new TokenFileObservation()), file);

    public TokenStep Plan(TokenRequest request, TokenObservation observation, TokenFileObservation? file = null)
    {
        var store = new StoreObservation { Now = Now, Abilities = abilities, MatomoVersion = "5.8.0", Tokens = [observation] };
        return TokenPlanner.Plan([request], store, [request.TokenFile is null ? null : file ?? new TokenFileObservation()])[0];
    }

    /// <summary>Plans for several requests, none of which finds a token file. Every login that begins like the sample's, in any case,
    /// means it.</summary>
    public IReadOnlyList<TokenStep> PlanAll(params IReadOnlyList<TokenRequest> requests)
    {
        var observations = requests
            .Select(one => one.Login.StartsWith(Sample.Login, StringComparison.OrdinalIgnoreCase) ? one with { Login = Sample.Login } : one)
            .Select(request => Observe(request, null))
            .ToList();
        var store = new StoreObservation { Now = Now, Abilities = abilities, MatomoVersion = "5.8.0", Tokens = observations };
        var files = requests.Select(request => request.TokenFile is null ? null : new TokenFileObservation());
        return TokenPlanner.Plan(requests, store, [.. files]);
    }

    public TokenErrorCode Refusal(TokenRequest request, TokenFileObservation? file = null) => Sample.CodeOf(() => Plan(request, file));

    /// <summary>Does what the step says, and tells what then stands where the token file is wanted.</summary>
    public TokenFileObservation Apply(TokenStep step, TokenFileObservation? file = null)
    {
        file ??= new TokenFileObservation();
        var value = step.Value;
        foreach (var change in step.Changes)
            value = Apply(change, step.Login) ?? value;

        if (step is { File: FileAction.Write or FileAction.Refresh } or { NotesAnew: true } && step.Token is { } token && value is not null)
            _notes[value] = Note(step.Login, token);

        file = step.DiscardPending ? file with { PendingExists = false, PendingValue = null } : file;
        return step.File switch
        {
            FileAction.Write or FileAction.Refresh or FileAction.PublishPending =>
                new TokenFileObservation { Exists = true, Value = value!, IsExact = true },
            FileAction.SetAttributes => file with { AttributesInLine = true },
            FileAction.Remove => new TokenFileObservation(),
            _ => file,
        };
    }

    private TokenValue? Apply(StoreChange change, string login)
    {
        switch (change)
        {
            case StoreChange.Create create:
                var id = _rows.Select(row => row.Token.Id ?? 0).DefaultIfEmpty().Max() + 1;
                With(id, create.ExpiresAt, login, create.Description.Escaped, secureOnly: create.SecureOnly ?? false, noted: true);
                _rows[^1] = _rows[^1] with { Value = create.Value ?? Sample.Value(id), Token = _rows[^1].Token with { CreatedAt = Now } };
                return _rows[^1].Value;
            case StoreChange.Update update:
                Change([update.Id], token => token with
                {
                    Description = update.Description?.Escaped ?? token.Description,
                    ExpiresAt = update.ChangesExpiry ? update.ExpiresAt : token.ExpiresAt,
                    SecureOnly = update.SecureOnly is { } requested && abilities.SetsSecureOnly ? requested : token.SecureOnly,
                });
                return null;
            case StoreChange.Expire expire:
                Change(expire.Ids, token => token with { ExpiresAt = expire.At });
                return null;
            case StoreChange.Revoke revoke:
                _rows.RemoveAll(row => revoke.Ids.Contains(row.Token.Id ?? 0));
                return null;
            case StoreChange.Replace replace:
                _rows[0] = _rows[0] with { Value = replace.Value ?? Sample.Value(999) };
                return _rows[0].Value;
            default:
                return _rows[0].Value;
        }
    }

    private void Change(IReadOnlyList<long> ids, Func<ObservedToken, ObservedToken> change)
    {
        foreach (var id in ids)
        {
            var at = _rows.FindIndex(row => row.Token.Id == id);
            _rows[at] = _rows[at] with { Token = change(_rows[at].Token) };
        }
    }

    private TokenObservation Observe(TokenRequest request, TokenFileObservation? file) => new()
    {
        Login = request.Login,
        HasPassword = _hasPassword,
        Values = [.. Candidates.Of(request, file).Select(one => Look(one with { Companion = _notes.GetValueOrDefault(one.Value) }))],
        Group = abilities.HasRows && request.Description is not null
            ? [.. TokensOf(request.Login).Where(token => !token.IsSystem && request.Description.Matches(token.Description!))]
            : null,
        PlainValue = abilities is { OneValuePerUser: true, NeedsPassword: false }
            ? _rows.Find(row => row.Login == request.Login)?.Value
            : null,
    };

    private IEnumerable<ObservedToken> TokensOf(string login) => _rows.Where(row => row.Login == login).Select(row => row.Token);

    private ObservedValue Look(ValueCandidate candidate)
    {
        var row = _rows.Find(row => row.Value.Equals(candidate.Value));
        var status = row switch
        {
            null => ValueStatus.Unknown,
            { Login: not Sample.Login } => ValueStatus.OtherUser,
            _ => row.Token.IsLive(Now) ? ValueStatus.Live : ValueStatus.Expired,
        };
        return abilities.HasRows ? new ObservedValue(candidate, status, row?.Token) : LookOverApi(candidate, row, status);
    }

    private static ObservedValue LookOverApi(ValueCandidate candidate, Row? row, ValueStatus status) => status switch
    {
        ValueStatus.Expired => new ObservedValue(candidate, ValueStatus.Unknown),
        ValueStatus.Live when row!.Noted => new ObservedValue(candidate, status, row.Token with { Id = null, SecureOnly = null }),
        ValueStatus.Live => new ObservedValue(candidate, status, new ObservedToken()),
        _ => new ObservedValue(candidate, status),
    };

    private static TokenCompanion Note(string login, ObservedToken token) =>
        new(login, token.Description, null, token.CreatedAt, token.ExpiresAt, token.SecureOnly, new string('0', 64));

    private sealed record Row(string Login, TokenValue Value, bool Noted, ObservedToken Token);
}
