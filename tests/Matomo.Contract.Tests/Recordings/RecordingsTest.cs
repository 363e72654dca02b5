using Matomo.StandIn;
using Newtonsoft.Json.Linq;

namespace Matomo.Contract.Tests.Recordings;

/// <summary>The stand-in answers as real installations answered. Where they differ the recording is right.</summary>
public sealed class RecordingsTest
{
    /// <summary>Five seconds into a step of the two-factor codes.</summary>
    private static readonly DateTime Now = new(2026, 11, 26, 12, 0, 5, DateTimeKind.Utc);

    private readonly Dictionary<string, MatomoStandIn> _standIns = [];
    private readonly RecordedClient _client = new();

    private static IEnumerable<TestCaseData> Scenarios => Recording.Versions.SelectMany(version => Recording.Of(version).Scenarios
        .Select(scenario => new TestCaseData(version, scenario.Name)));

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        foreach (var standIn in _standIns.Values)
            await standIn.DisposeAsync();
    }

    [TestCaseSource(nameof(Scenarios))]
    public async Task Replay(string version, string scenario)
    {
        var recording = Recording.Of(version);
        var differences = await ReplayAsync(recording, recording.Scenarios.Single(one => one.Name == scenario));
        var excepted = Excepted.Exchanges(version, scenario);
        var unexpected = differences.Where(difference => !excepted.Contains(difference.Exchange)).ToList();
        Assert.That(unexpected, Is.Empty, string.Join('\n', unexpected));
        Assert.That(excepted.Except(differences.Select(difference => difference.Exchange)), Is.Empty, "These do not differ any more.");
    }

    [Test]
    public void Exceptions_AreFew([ValueSource(typeof(Recording), nameof(Recording.Versions))] string version) =>
        Assert.That(Excepted.All.Count(exception => exception.Version == version), Is.LessThanOrEqualTo(15));

    [Test]
    public void Exceptions_NameWhatIsThere()
    {
        var unknown = Excepted.All.Where(exception => !Recording.Of(exception.Version).Scenarios
            .Any(
                scenario =>
                    scenario.Name == exception.Scenario && scenario.Exchanges.Any(exchange => exchange.Name == exception.Exchange)));
        Assert.That(unknown, Is.Empty);
    }

    private async Task<IReadOnlyList<Difference>> ReplayAsync(Recording recording, Scenario scenario)
    {
        var standIn = await StandInAsync(recording.Version);
        var differences = new List<Difference>();
        var placeholders = Begin(standIn, recording, scenario);
        foreach (var exchange in scenario.Exchanges)
        {
            placeholders = scenario.IsIsolated ? Begin(standIn, recording, scenario) : placeholders;
            foreach (var sql in exchange.Sql)
                RecordedState.Execute(standIn, sql);

            for (var repetition = 0; repetition < exchange.Times; repetition++)
            {
                var before = new StateBefore(standIn);
                var response = await _client.SendAsync(standIn.Url, exchange.Request, placeholders);
                differences.AddRange(Difference.Between(exchange, response, before.Effect(), placeholders, repetition));
            }
        }

        return differences;
    }

    private static Placeholders Begin(MatomoStandIn standIn, Recording recording, Scenario scenario)
    {
        standIn.Reinstall(RecordedState.Known(recording, new StillClock(Now)));
        RecordedState.SetUp(standIn, recording, scenario);
        return new Placeholders(Now, standIn.Url.Authority);
    }

    private async Task<MatomoStandIn> StandInAsync(string version)
    {
        if (!_standIns.TryGetValue(version, out var standIn))
            _standIns[version] = standIn = await MatomoStandIn.StartAsync();

        return standIn;
    }

    private sealed class StillClock(DateTime now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
