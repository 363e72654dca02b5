using System.Security.Cryptography;
using Matomo.Contract.Tests.Targets;
using Newtonsoft.Json.Linq;

namespace Matomo.Contract.Tests.Calls;

/// <summary>The API as the client uses it: module, method and format in the URL, everything else in the POST body.</summary>
public sealed class MatomoApi(Uri url, int major, FailureBudget budget) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(20) };

    public int Major => major;

    public Task<ApiReply> CallAsync(string method, params (string Name, string Value)[] fields) => SendAsync(method, "", Form(fields));

    /// <summary>A call that Matomo counts as a failed login.</summary>
    public Task<ApiReply> FailAsync(string method, params (string Name, string Value)[] fields)
    {
        budget.Spend();
        return CallAsync(method, fields);
    }

    public async Task<ApiReply> SendAsync(string method, string moreQuery, HttpContent content, string? bearer = null)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(url, $"index.php?module=API&method={method}&format=json{moreQuery}"))
        {
            Content = content,
        };
        if (bearer is not null)
            request.Headers.Authorization = new("Bearer", bearer);

        using var response = await _http.SendAsync(request);
        return new ApiReply(
            (int)response.StatusCode, response.Content.Headers.ContentType?.ToString() ?? "", await response.Content.ReadAsStringAsync());
    }

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    /// <summary>The API cannot revoke, so that whatever the suite makes ends by itself within the hour.</summary>
    public Task<ApiReply> CreateAsync(ContractUser user, params (string Name, string Value)[] fields) => CallAsync(
        "UsersManager.createAppSpecificTokenAuth",
        Merged(
            [
                ("userLogin", user.Login),
                ("passwordConfirmation", user.Password),
                ("description", "matomo_token contract test"),
                ("expireHours", "1"),
            ],
            fields));

    public Task<ApiReply> FailToCreateAsync(ContractUser user, params (string Name, string Value)[] fields)
    {
        budget.Spend();
        return CreateAsync(user, fields);
    }

    public Task<ApiReply> PlainTokenAsync(ContractUser user, params (string Name, string Value)[] fields) =>
        CallAsync("UsersManager.getTokenAuth", Merged([("userLogin", user.Login), ("md5Password", Md5(user.Password))], fields));

    /// <summary>A valid token, whatever the version.</summary>
    public async Task<string> TokenOfAsync(ContractUser user)
    {
        var reply = major == 3 ? await PlainTokenAsync(user) : await CreateAsync(user);
        return (string?)reply.Value ?? throw new InvalidOperationException($"No token for {user.Login}: {reply}");
    }

    public Task<ApiReply> PreferenceAsync(string login, string token) =>
        CallAsync("UsersManager.getUserPreference", ("userLogin", login), ("preferenceName", "defaultReport"), ("token_auth", token));

    public Task<ApiReply> FailPreferenceAsync(string login, string token)
    {
        budget.Spend();
        return PreferenceAsync(login, token);
    }

#pragma warning disable CA5351 // Matomo 3 asks for it: UsersManager.getTokenAuth takes md5Password.
    public static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    public static StringContent Json(JObject json) => new(json.ToString(), Encoding.UTF8, "application/json");

    public void Dispose() => _http.Dispose();

    private static (string Name, string Value)[] Merged((string Name, string Value)[] defaults, (string Name, string Value)[] fields) =>
        [.. defaults.Where(given => fields.All(field => field.Name != given.Name)), .. fields];
}
