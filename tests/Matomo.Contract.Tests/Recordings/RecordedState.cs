using System.Text.RegularExpressions;
using Matomo.StandIn;
using Matomo.StandIn.Users;
using Newtonsoft.Json.Linq;

namespace Matomo.Contract.Tests.Recordings;

/// <summary>
/// Brings a stand-in into the state that a recording starts from. The statements of the recordings are few; each has a line here.
/// </summary>
public static partial class RecordedState
{
    public static StandInOptions Known(Recording recording, TimeProvider clock) => new()
    {
        Version = MatomoVersion.Parse(recording.Version),
        Php = System.Version.Parse(recording.Php),
        Salt = recording.Salt,
        Users = UsersFile.Parse(recording.Users),
        BaseClock = clock,
    };

    public static void SetUp(MatomoStandIn standIn, Recording recording, Scenario scenario)
    {
        foreach (var entry in recording.MoreTokens.Cast<JObject>())
        {
            var token = (JObject)entry.DeepClone();
            token.Remove("login");
            standIn.AddToken((string)entry["login"]!, UsersFile.Token(token));
        }

        foreach (var setting in scenario.Config.Properties().SelectMany(section => ((JObject)section.Value).Properties()))
            standIn.Settings = Configured(standIn.Settings, setting.Name, setting.Value);

        foreach (var sql in scenario.Sql)
            Execute(standIn, sql);

        standIn.Settings = scenario.Precondition switch
        {
            "config.ini.php is missing" => standIn.Settings with { IsInstalled = false },
            "the table has a trigger that refuses rows" => standIn.Settings with { TokensCannotBeWritten = true },
            _ => standIn.Settings,
        };
    }

    public static void Execute(MatomoStandIn standIn, string sql)
    {
        var failures = Failures().Match(sql);
        if (failures.Success)
        {
            AddFailures(standIn, failures);
            return;
        }

        var age = AgeIn(sql);
        var settings = standIn.Settings;
        switch (sql.Split(" values ")[0])
        {
            case "delete from {brute_force_log}":
                standIn.FailedLogins.Unblock();
                break;
            case var update when update.StartsWith("update {brute_force_log} set attempted_at", StringComparison.Ordinal):
                standIn.FailedLogins.SetAge(age);
                break;
            case var update when update.StartsWith("update {user_token_auth} set last_used", StringComparison.Ordinal):
                var row = standIn.Tokens.Rows.Single(row => row.Description == "bed alice");
                standIn.Tokens.Change(row.Id, used => used with { LastUsed = standIn.Clock.GetUtcNow().UtcDateTime - age });
                break;
            case "update {user} set superuser_access = 1 where login = 'gina'":
                standIn.Users.Set(standIn.Users.All.Single(user => user.Login == "gina") with { Role = UserRole.SuperUser });
                break;
            case "insert into {twofactor_recovery_code} (login, recovery_code)":
                standIn.Users.Set(standIn.Users.All.Single(user => user.Login == "carol") with { RecoveryCodes = ["RECOVERYCODE1234"] });
                break;
            case "insert into {access} (login, idsite, access)":
                standIn.Settings = settings with { AnonymousMayView = true };
                break;
            case "insert into {option} (option_name, option_value, autoload)":
                standIn.Settings = settings with
                {
                    Preferences = new Dictionary<string, string>
                    {
                        ["alice_defaultReport"] = "MultiSites",
                        ["anonymous_defaultReport"] = "1",
                    },
                };
                break;
            case "insert into {user_language} (login, language)":
                standIn.Settings = settings with
                {
                    UserLanguages = new[] { "anonymous", "alice", "bob", "admin" }.ToDictionary(login => login, _ => "de"),
                };
                break;
            case var insert when insert.StartsWith("insert into {plugin_setting}", StringComparison.Ordinal):
                standIn.Settings = sql.Split('\'')[3] switch
                {
                    "twoFactorAuthRequired" => settings with { TwoFactorRequired = true },
                    "enableBruteForceDetection" => settings with { LocksOut = false },
                    "blacklistedBruteForceIps" => settings with { LockedAddresses = ["127.0.0.1"] },
                    "whitelisteBruteForceIps" => settings with { NeverLockedAddresses = ["127.0.0.1"] },
                    _ => throw new NotSupportedException(sql),
                };
                break;
            case var update when update.EndsWith("where option_name = 'version_core'", StringComparison.Ordinal):
                break; // An update that is due changes nothing for the API.
            default:
                throw new NotSupportedException(sql);
        }
    }

    /// <summary>Of one address, or of several, sixteen each.</summary>
    private static void AddFailures(MatomoStandIn standIn, Match failures)
    {
        var age = AgeIn(failures.Value);
        var login = failures.Groups["login"] is { Success: true } group ? group.Value : null;
        foreach (var number in Enumerable.Range(1, int.Parse(failures.Groups["count"].Value, CultureInfo.InvariantCulture)))
            standIn.FailedLogins.Add(failures.Groups["several"].Success ? $"127.0.0.{10 + (number / 16)}" : "127.0.0.1", login, age);
    }

    private static TimeSpan AgeIn(string sql) =>
        Age().Match(sql) is { Success: true } age
            ? TimeSpan.FromMinutes(int.Parse(age.Groups[1].Value, CultureInfo.InvariantCulture))
            : default;

    private static StandInSettings Configured(StandInSettings settings, string name, JToken value)
    {
        var text = value is JValue ? ((string)value!).Trim('"') : "";
        return name switch
        {
            "default_language" => settings with { Language = text },
            "force_ssl" => settings with { ForceSsl = true },
            "assume_secure_protocol" => settings with { AssumeSecureProtocol = true },
            "maintenance_mode" => settings with { Maintenance = true },
            "only_allow_secure_auth_tokens" => settings with { OnlySecureTokens = true },
            "login_allowlist_ip[]" or "login_whitelist_ip[]" => settings with { AllowedAddresses = [text] },
            "login_allowlist_apply_to_reporting_api_requests" or "login_whitelist_apply_to_reporting_api_requests" =>
                settings with { AllowlistAppliesToApi = false },
            "Plugins[]" => settings with { TwoFactorIsActive = false },
            "tables_prefix" => settings with { IsInstalled = false },
            "password" => settings with { DatabaseError = StandInSettings.AccessDenied },
            "port" => settings with { DatabaseError = "SQLSTATE[HY000] [2002] Connection refused" },
            "dbname" => settings with { DatabaseError = $"SQLSTATE[HY000] [1049] Unknown database '{text}'" },
            _ => throw new NotSupportedException(name),
        };
    }

    [GeneratedRegex(
        @"^insert into \{brute_force_log\} .* select ((?<several>concat)|').*?utc_timestamp\(\)"
        + @"( - interval \d+ minute)?(, '(?<login>\w+)')? from seq_1_to_(?<count>\d+)$")]
    private static partial Regex Failures();

    [GeneratedRegex(@"utc_timestamp\(\) - interval (\d+) minute")]
    private static partial Regex Age();
}
