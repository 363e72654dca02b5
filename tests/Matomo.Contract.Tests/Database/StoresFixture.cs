using Matomo.Contract.Tests.Calls;
using Matomo.Contract.Tests.Targets;
using Matomo.Tokens;
using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Api.Tokens;
using Matomo.Tokens.Database.Tokens;
using Matomo.Tokens.Reconciling;
using Matomo.Tokens.Requests;
using MySqlConnector;

namespace Matomo.Contract.Tests.Database;

/// <summary>Connects to the API and the database of a target, and takes back what each test did.</summary>
[Category("Programs")]
public abstract class StoresFixture(StoreTarget target)
{
    private string _purpose = "";

    protected MatomoApi Api { get; private set; } = null!;

    protected ContractUser User => target.Users.Ordinary;

    protected StoreTarget Target => target;

    protected TokenRequest Request => new() { Login = User.Login, Description = Description() };

    /// <summary>One that ends by itself, should the test not come to take it back.</summary>
    protected TokenRequest Temporary => Request with { ExpiresAt = End };

    protected DateTimeOffset End { get; } = new(DateTime.UtcNow.Date.AddDays(2), TimeSpan.Zero);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        await target.StartAsync();
        Api = target.Api;
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        Api?.Dispose();
        await target.StopAsync();
    }

    [SetUp]
    public void NamePurpose() => _purpose = $"matomo_token contract test {Guid.NewGuid():N}";

    /// <summary>A description of this test's own.</summary>
    protected TokenDescription Description(string suffix = "") => TokenDescription.Parse($"{_purpose} {suffix}");

    /// <summary>The beginning of all descriptions of this test.</summary>
    protected string Purpose => _purpose;

    protected async Task<TokenOutcome> StoreAsync(TokenRequest request)
    {
        var store = new DatabaseTokenStore(target.Options);
        return (
            await new TokenReconciler(store, TimeProvider.System).RunAsync(
                [request], checkMode: false, CancellationToken.None)).Outcomes.Single();
    }

    protected async Task<TokenOutcome> ApiStoreAsync(TokenRequest request)
    {
        using var store = new ApiTokenStore(new ApiOptions { Url = target.Url }, TimeProvider.System);
        return (
            await new TokenReconciler(store, TimeProvider.System).RunAsync(
                [request], checkMode: false, CancellationToken.None)).Outcomes.Single();
    }

    protected async Task ExecuteAsync(string sql, params (string Name, object Value)[] values)
    {
        await using var connection = new MySqlConnection(target.ConnectionString);
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);

        await command.ExecuteNonQueryAsync();
    }

    protected string Table(string name) => $"`{target.Options.Prefix}{name}`";

    protected async Task AssertAcceptedAsync(TokenValue? value)
    {
        var reply = await Api.PreferenceAsync(User.Login, value!.Reveal());
        Assert.That(reply.IsError, Is.False, reply.ToString());
    }

    protected async Task AssertRefusedAsync(TokenValue? value)
    {
        var reply = await Api.FailPreferenceAsync(User.Login, value!.Reveal());
        Assert.That(reply.IsError, Is.True, reply.ToString());
    }

    protected static TokenValue Value(string text) => TokenValue.TryParse(text, out var value) ? value : throw new ArgumentException(text);
}
