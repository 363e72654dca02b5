using Matomo.StandIn.Requests;
using Matomo.StandIn.Tokens;
using Newtonsoft.Json.Linq;

namespace Matomo.StandIn.Control;

/// <summary>The state as JSON. Tokens are there by their hashes, which for Matomo 3 are made of the plain values.</summary>
internal static class StateReport
{
    public static JObject Of(MatomoStandIn standIn, Installation installation) => new()
    {
        ["version"] = standIn.Version.Text,
        ["language"] = installation.Settings.Language,
        ["salt"] = standIn.Salt,
        ["now"] = Date(standIn.Clock.GetUtcNow().UtcDateTime),
        ["users"] = new JArray(standIn.Users.All.Select(user => new JObject
        {
            ["login"] = user.Login,
            ["email"] = user.Email,
            ["role"] = EnumNames.Of(user.Role),
            ["two_factor"] = user.TotpSecret is not null,
        })),
        ["tokens"] = new JArray(standIn.Tokens.Rows.Select(row => Of(row, standIn.Salt))),
        ["failed_logins"] = new JArray(standIn.FailedLogins.All.Select(failed => new JObject
        {
            ["address"] = failed.Address,
            ["login"] = failed.Login,
            ["at"] = Date(failed.At),
        })),
        ["faults"] = new JArray(standIn.Faults.Active.Select(fault => new JObject
        {
            ["kind"] = EnumNames.Of(fault.Kind),
            ["method"] = fault.Method,
            ["times"] = fault.Times,
        })),
        ["requests"] = standIn.Requests.Count,
    };

    public static JArray Of(IEnumerable<RecordedRequest> requests) => new(requests.Select(request => new JObject
    {
        ["number"] = request.Number,
        ["at"] = Date(request.At.UtcDateTime),
        ["method"] = request.Method,
        ["http_method"] = request.HttpMethod,
        ["path"] = request.Path,
        ["query_string"] = request.QueryString,
        ["query"] = Of(request.Query),
        ["form"] = Of(request.Form),
        ["headers"] = Of(request.Headers),
        ["body_size"] = request.BodySize,
        ["source_port"] = request.SourcePort,
        ["connection_id"] = request.ConnectionId,
    }));

    private static JObject Of(TokenRow row, string salt) => new()
    {
        ["id"] = row.Id,
        ["login"] = row.Login,
        ["description"] = row.Description,
        ["hash"] = row.Hash ?? TokenHash.Of(row.Value!, salt),
        ["system"] = row.System,
        ["secure_only"] = row.SecureOnly,
        ["created_at"] = Date(row.Created),
        ["expires_at"] = Date(row.Expires),
        ["last_used_at"] = Date(row.LastUsed),
    };

    private static JObject Of(IReadOnlyDictionary<string, string> values) =>
        new(values.Select(value => new JProperty(value.Key, value.Value)));

    private static string? Date(DateTime? date) => date?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
