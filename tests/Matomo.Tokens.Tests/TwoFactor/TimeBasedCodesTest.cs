using Matomo.Tokens.Errors;
using Matomo.Tokens.TwoFactor;
using Microsoft.Extensions.Time.Testing;

namespace Matomo.Tokens.Tests.TwoFactor;

public class TimeBasedCodesTest
{
    // The secret of RFC 6238, appendix B: "12345678901234567890".
    private const string Rfc = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private static CancellationToken Never => CancellationToken.None;

    // Appendix B has eight digits; Matomo's codes are the last six.
    [TestCase(59, "287082")]
    [TestCase(1111111109, "081804")]
    [TestCase(1111111111, "050471")]
    [TestCase(1234567890, "005924")]
    [TestCase(2000000000, "279037")]
    [TestCase(20000000000, "353130")]
    public async Task Next_Rfc6238(long time, string code) =>
        Assert.That(await new TimeBasedCodes(new Secret(Rfc), At(time)).NextAsync(Never), Is.EqualTo(code));

    [TestCase("gezdgnbvgy3tqojqgezdgnbvgy3tqojq")]
    [TestCase("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")]
    [TestCase("GEZDGNBV-GY3TQOJQ-GEZDGNBV-GY3TQOJQ")]
    [TestCase("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ====")]
    public async Task Next_SecretAsPeopleWriteIt(string secret) =>
        Assert.That(await new TimeBasedCodes(new Secret(secret), At(59)).NextAsync(Never), Is.EqualTo("287082"));

    [Test]
    public async Task Next_FiveAtOnce_PresentThenAheadThenBehind()
    {
        const long Time = 1111111109;
        var codes = new TimeBasedCodes(new Secret(Rfc), At(Time));
        foreach (var offset in new[] { 0, 1, 2, -1, -2 })
        {
            var expected = await new TimeBasedCodes(new Secret(Rfc), At(Time + (offset * 30))).NextAsync(Never);
            Assert.That(await codes.NextAsync(Never), Is.EqualTo(expected));
        }
    }

    [Test]
    public async Task Next_SixthWaitsForTheNextStep()
    {
        var clock = At(1111111100);
        var codes = new TimeBasedCodes(new Secret(Rfc), clock);
        var given = new HashSet<string>();
        for (var count = 0; count < 5; count++)
            given.Add(await codes.NextAsync(Never));

        var sixth = codes.NextAsync(Never);
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.That(sixth.IsCompleted, Is.False);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(given.Add(await sixth), Is.True);
        Assert.That(given, Has.Count.EqualTo(6));
    }

    [Test]
    public async Task Next_AsTimePasses_NeverTheSameTwice()
    {
        var clock = At(1111111100);
        var codes = new TimeBasedCodes(new Secret(Rfc), clock);
        var given = new List<string>();
        for (var count = 0; count < 20; count++)
        {
            var next = codes.NextAsync(Never);
            while (!next.IsCompleted)
            {
                clock.Advance(TimeSpan.FromSeconds(7));
                await Task.Yield();
            }

            given.Add(await next);
        }

        Assert.That(given, Is.Unique);
    }

    [Test]
    public async Task Next_Cancelled()
    {
        using var end = new CancellationTokenSource();
        var codes = new TimeBasedCodes(new Secret(Rfc), At(59));
        for (var count = 0; count < 5; count++)
            await codes.NextAsync(end.Token);

        var sixth = codes.NextAsync(end.Token);
        await end.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(async () => await sixth);
    }

    [TestCase("")]
    [TestCase("====")]
    [TestCase(" - ")]
    [TestCase("A")]
    [TestCase("GEZDGNB1")]
    [TestCase("GEZDGNB!")]
    [TestCase("GEZ=GNBV")]
    [TestCase("ÄÖÜ")]
    public void Construction_NotBase32(string secret) =>
        Assert.That(Sample.CodeOf(() => _ = new TimeBasedCodes(new Secret(secret), At(59))), Is.EqualTo(TokenErrorCode.InvalidArguments));

    [Test]
    public void Construction_NotBase32_MessageHoldsNoSecret() => Assert.That(
        Assert.Throws<TokenException>(() => _ = new TimeBasedCodes(new Secret("GEZDGNB1"), At(59))),
        Has.Message.Not.Contains("GEZDGNB1").And.InnerException.Null);

    private static FakeTimeProvider At(long time) => new(DateTimeOffset.FromUnixTimeSeconds(time));
}
