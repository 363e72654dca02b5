using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Matomo.StandIn.Users;

/// <summary>The users file; its format is in README.md.</summary>
public static class UsersFile
{
    private static readonly string[] UserKeys = ["login", "password", "email", "totp_secret", "role", "tokens", "sites"];
    private static readonly string[] SiteKeys = ["id", "urls"];
    private static readonly string[] TokenKeys = ["value", "description", "created_at", "expires_at", "secure_only", "system"];

    public static IReadOnlyList<StandInUser> Read(string path) => Parse(File.ReadAllText(path));

    public static IReadOnlyList<StandInUser> Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parsed(json) is JArray users ? [.. users.Select(User)] : throw new FormatException("The users file is not a JSON list.");
    }

    internal static StandInUser User(JToken entry)
    {
        Check(entry, UserKeys);
        var user = new StandInUser(Required(entry, "login"), Required(entry, "password"))
        {
            TotpSecret = (string?)entry["totp_secret"],
            Role = Role((string?)entry["role"] ?? "view"),
            Sites = [.. (entry["sites"] as JArray ?? []).Select(Site)],
            Tokens = [.. (entry["tokens"] as JArray ?? []).Select(Token)],
        };
        return (string?)entry["email"] is { } email ? user with { Email = email } : user;
    }

    private static StandInSite Site(JToken entry)
    {
        Check(entry, SiteKeys);
        return new StandInSite(
            (int?)entry["id"] ?? throw new FormatException("'id' of a site is missing."),
            [.. (entry["urls"] as JArray ?? []).Values<string>().OfType<string>()]);
    }

    public static PresetToken Token(JToken entry)
    {
        Check(entry, TokenKeys);
        return new PresetToken(Required(entry, "value"), (string?)entry["description"] ?? "")
        {
            CreatedAt = Date(entry, "created_at"),
            ExpiresAt = Date(entry, "expires_at"),
            SecureOnly = (bool?)entry["secure_only"] ?? false,
            System = (bool?)entry["system"] ?? false,
        };
    }

    /// <summary>Dates stay text, so that one without a zone is UTC and not local.</summary>
    internal static JToken Parsed(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        return JToken.ReadFrom(reader);
    }

    private static UserRole Role(string text) => Enum.TryParse<UserRole>(text, ignoreCase: true, out var role)
        ? role
        : throw new FormatException($"'{text}' is not a role: superuser, admin, write, view, none.");

    private static string Required(JToken entry, string key) =>
        (string?)entry[key] ?? throw new FormatException($"'{key}' is missing in {entry.ToString(Formatting.None)}.");

    private static DateTime? Date(JToken entry, string key) => (string?)entry[key] is { } text
        ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
        : null;

    private static void Check(JToken entry, string[] keys)
    {
        if (entry is not JObject properties)
            throw new FormatException($"{entry.ToString(Formatting.None)} is not a JSON object.");

        if (properties.Properties().FirstOrDefault(property => !keys.Contains(property.Name)) is { } unknown)
            throw new FormatException($"'{unknown.Name}' is none of {string.Join(", ", keys)}.");
    }
}
