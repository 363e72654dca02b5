using Matomo.StandIn;
using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests;

/// <summary>A stand-in Matomo for each test, reached over its API.</summary>
public abstract class StandInTest : EndToEndTest
{
    private MatomoStandIn? _matomo;

    private protected MatomoStandIn Matomo => _matomo!;

    /// <summary>How often a token was asked for. A password is checked by asking for one with a date that is none.</summary>
    private protected int Creations => Matomo.Requests.Count(
        request => request.Form.ContainsKey("passwordConfirmation") && !request.Form.GetValueOrDefault("expireDate", "").Contains(','));

    private protected virtual StandInOptions Options => new();

    [SetUp]
    public async Task StartMatomo() => _matomo = await MatomoStandIn.StartAsync(Options);

    [TearDown]
    public async Task StopMatomo()
    {
        if (_matomo is not null)
            await _matomo.DisposeAsync();
    }

    private protected override JObject Arguments() => new()
    {
        ["url"] = Matomo.Url.ToString(),
        ["login"] = "alice",
        ["password"] = "alice-password",
        ["description"] = "End to end",
        ["token_file"] = TokenFile,
    };

    private protected override bool Accepts(string value) => Matomo.Tokens.Find(value) is not null;
}
