using Matomo.Tokens.Planning;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Database.Tokens;

/// <summary>Says what the rows of user_token_auth mean for each request.</summary>
internal sealed class TokenObserver
{
    private readonly Dictionary<(string Login, string Description), List<ObservedToken>> _groups = [];
    private readonly Dictionary<long, string> _owners = [];
    private readonly TokenRows _rows;
    private readonly Secret _salt;
    private readonly DateTimeOffset _now;

    public TokenObserver(TokenRows rows, Func<string, string?> loginOf, Secret salt, DateTimeOffset now)
    {
        (_rows, _salt, _now) = (rows, salt, now);
        foreach (var row in rows.All)
        {
            if (loginOf(row.Login) is { } login && _owners.TryAdd(row.Token.Id!.Value, login) && !row.Token.IsSystem)
                AddToGroups(login, row.Token);
        }
    }

    public TokenObservation Observe(TokenQuery query, string login) => new()
    {
        Login = login,
        Values = Values(query, login),
        Group = query.Request.Description is { } description ? _groups.GetValueOrDefault((login, description.Text)) ?? [] : null,
    };

    // The API and the web form of 4.x store the escaped text, the web form of 5.x the raw one: a row's group is that of either reading.
    private void AddToGroups(string login, ObservedToken token)
    {
        var (stored, decoded) = (token.Description!, HtmlEntities.DecodeOnce(token.Description!));
        AddToGroup(login, stored, token);
        if (decoded != stored)
            AddToGroup(login, decoded, token);
    }

    private void AddToGroup(string login, string description, ObservedToken token)
    {
        if (!_groups.TryGetValue((login, description), out var group))
            _groups[(login, description)] = group = new List<ObservedToken>(1);

        group.Add(token);
    }

    private List<ObservedValue> Values(TokenQuery query, string login)
    {
        var values = new List<ObservedValue>(query.Candidates.Count);
        foreach (var candidate in query.Candidates)
        {
            values.Add(Observe(candidate, login));
            if (values[^1].Status == ValueStatus.Live && Candidates.OneIsEnough(query.Request))
                break;
        }

        return values;
    }

    private ObservedValue Observe(ValueCandidate candidate, string login)
    {
        if (!_rows.ByHash.TryGetValue(TokenHash.Of(candidate.Value, _salt), out var row))
            return new ObservedValue(candidate, ValueStatus.Unknown);

        var isLive = row.Token.IsLive(_now);
        return _owners.GetValueOrDefault(row.Token.Id!.Value) == login
            ? new ObservedValue(candidate, isLive ? ValueStatus.Live : ValueStatus.Expired, row.Token)
            : new ObservedValue(candidate, ValueStatus.OtherUser, row.Token);
    }
}
