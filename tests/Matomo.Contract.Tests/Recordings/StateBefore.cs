using Matomo.StandIn;
using Matomo.StandIn.Logins;
using Matomo.StandIn.Tokens;
using Newtonsoft.Json.Linq;

namespace Matomo.Contract.Tests.Recordings;

/// <summary>The state ahead of a request, and what the request changed of it, in the words of the recordings.</summary>
public sealed class StateBefore(MatomoStandIn standIn)
{
    private readonly Dictionary<long, TokenRow> _rows = standIn.Tokens.Rows.ToDictionary(row => row.Id);
    private readonly int _failedLogins = standIn.FailedLogins.All.Count;
    private readonly int _spentCodes = standIn.SpentCodes;

    public JObject Effect()
    {
        var rows = standIn.Tokens.Rows;
        var effect = new JObject();
        Add(effect, "tokens_added", rows.Where(row => !_rows.ContainsKey(row.Id)).Select(Row));
        Add(effect, "tokens_used", rows.Where(IsUsed).Select(row => (JToken)row.Description));
        Add(effect, "failed_logins_added", standIn.FailedLogins.All.Skip(_failedLogins).Select(Failure));
        Add(effect, "options_added", Enumerable.Repeat((JToken)"twofa_codes_used_{{hash}}", standIn.SpentCodes - _spentCodes));
        return effect;
    }

    private bool IsUsed(TokenRow row) => _rows.TryGetValue(row.Id, out var before) && before.LastUsed != row.LastUsed;

    private static void Add(JObject effect, string name, IEnumerable<JToken> entries)
    {
        var list = new JArray(entries);
        if (list.Count > 0)
            effect[name] = list;
    }

    private JToken Row(TokenRow row)
    {
        var columns = new JObject
        {
            ["login"] = row.Login,
            ["description"] = row.Description,
            ["date_created"] = Date(row.Created),
            ["date_expired"] = Date(row.Expires),
            ["secure_only"] = row.SecureOnly ? 1 : 0,
            ["system_token"] = row.System ? 1 : 0,
            ["hash_algo"] = "sha512",
        };
        if (!standIn.Version.HasSecureOnly)
            columns.Remove("secure_only");

        return columns;
    }

    private JToken Failure(FailedLogin failed) => standIn.Version.HasManyTokensPerUser
        ? new JObject { ["ip_address"] = failed.Address, ["login"] = failed.Login ?? "" }
        : new JObject { ["ip_address"] = failed.Address };

    /// <summary>0000-00-00 is what the database makes of a date that it cannot hold.</summary>
    private static string? Date(DateTime? date) =>
        date == DateTime.MinValue
            ? "0000-00-00 00:00:00"
            : date?.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
