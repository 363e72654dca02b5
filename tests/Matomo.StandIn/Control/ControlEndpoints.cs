using Matomo.StandIn.Faults;
using Matomo.StandIn.Users;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace Matomo.StandIn.Control;

/// <summary>/stand-in/: what tests in another process see and move. README.md lists it.</summary>
internal static class ControlEndpoints
{
    private static readonly JsonSerializer SettingsSerializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        ContractResolver = new DefaultContractResolver { NamingStrategy = new SnakeCaseNamingStrategy() },
        MissingMemberHandling = MissingMemberHandling.Error,
        ObjectCreationHandling = ObjectCreationHandling.Replace,
    });

    public static void Map(WebApplication host, MatomoStandIn standIn, Func<Installation> installation)
    {
        host.MapGet("/stand-in/state", () => Json(StateReport.Of(standIn, installation())));
        host.MapGet("/stand-in/requests", () => Json(StateReport.Of(standIn.Requests)));
        host.MapDelete("/stand-in/requests", () => Done(standIn.ClearRequests));
        host.MapPost("/stand-in/faults", context => ReadAsync(context, body => Each(body, entry => standIn.Faults.Add(Fault(entry)))));
        host.MapDelete("/stand-in/faults", () => Done(standIn.Faults.Clear));
        host.MapPost("/stand-in/settings", context => ReadAsync(context, body => standIn.Settings = Changed(standIn.Settings, body)));
        host.MapPost("/stand-in/unblock", () => Done(standIn.FailedLogins.Unblock));
        host.MapPost("/stand-in/clock", context => ReadAsync(context, body => Move(standIn, body)));
        host.MapPost("/stand-in/users", context => ReadAsync(context, body => Each(body, entry => Set(standIn, installation(), entry))));
        host.MapPost("/stand-in/tokens", context => ReadAsync(context, body => Each(body, entry => AddToken(installation(), entry))));
        host.MapDelete("/stand-in/tokens/{id:long}", (long id) => standIn.Tokens.Remove(id) ? Results.NoContent() : Results.NotFound());
    }

    private static void Move(MatomoStandIn standIn, JToken body)
    {
        if ((double?)body["advance_seconds"] is { } seconds)
            standIn.Clock.Advance(TimeSpan.FromSeconds(seconds));

        if ((string?)body["now"] is { } now)
            standIn.Clock.Set(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
    }

    private static StandInSettings Changed(StandInSettings settings, JToken body)
    {
        var changed = settings with { };
        using var reader = body.CreateReader();
        SettingsSerializer.Populate(reader, changed);
        return changed;
    }

    private static void Set(MatomoStandIn standIn, Installation installation, JToken entry)
    {
        var user = UsersFile.User(entry);
        standIn.Users.Set(user);
        installation.AddPresets(user);
    }

    private static void AddToken(Installation installation, JToken entry)
    {
        var login = (string?)entry["login"] ?? throw new FormatException("'login' is missing.");
        ((JObject)entry).Remove("login");
        installation.AddPreset(login, UsersFile.Token(entry));
    }

    private static Fault Fault(JToken entry)
    {
        var name = ((string?)entry["kind"] ?? "").Replace("_", "", StringComparison.Ordinal);
        var fault = Enum.TryParse<FaultKind>(name, ignoreCase: true, out var kind)
            ? new Fault(kind)
            : throw new FormatException($"'{name}' is none of {string.Join(", ", Enum.GetValues<FaultKind>().Select(EnumNames.Of))}.");
        return fault with
        {
            Method = (string?)entry["method"],
            Times = (int?)entry["times"],
            Skip = (int?)entry["skip"] ?? fault.Skip,
            Seconds = (double?)entry["seconds"] ?? fault.Seconds,
            Bytes = (long?)entry["bytes"] ?? fault.Bytes,
            Status = (int?)entry["status"] ?? fault.Status,
            Server = (string?)entry["server"],
            RetryAfter = (string?)entry["retry_after"],
            UserName = (string?)entry["user_name"] ?? fault.UserName,
            Password = (string?)entry["password"] ?? fault.Password,
        };
    }

    private static void Each(JToken body, Action<JToken> act)
    {
        foreach (var entry in body is JArray list ? [.. list] : new[] { body })
            act(entry);
    }

    private static async Task ReadAsync(HttpContext context, Action<JToken> act)
    {
        try
        {
            using var reader = new StreamReader(context.Request.Body);
            act(UsersFile.Parsed(await reader.ReadToEndAsync()));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or ArgumentException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(exception.Message);
        }
    }

    private static IResult Done(Action act)
    {
        act();
        return Results.NoContent();
    }

    private static IResult Json(JToken token) =>
        Results.Text(token.ToString(Formatting.Indented) + "\n", "application/json; charset=utf-8");
}
