using Tests.Network;

namespace Matomo.Tokens.Database.Tests.Connection;

/// <summary>Servers that are of MySQL's kind in part, or not at all.</summary>
public sealed class OddServerTest() : DatabaseFixture(MatomoTables.Matomo5)
{
    private static IEnumerable<TestCaseData> Greetings()
    {
        yield return new TestCaseData(Packet([9, .. "3.20.32\0"u8, 1, 0, 0, 0, .. "12345678\0"u8])).SetArgDisplayNames("of protocol 9");
        yield return new TestCaseData(Packet([0xff, 0x10, 0x04])).SetArgDisplayNames("a bare error");
        yield return new TestCaseData(Packet([0xff])).SetArgDisplayNames("half an error");
        yield return new TestCaseData(Packet([])).SetArgDisplayNames("an empty packet");
        yield return new TestCaseData(Packet([10, .. "5.7"u8])).SetArgDisplayNames("that ends early");
        yield return new TestCaseData(Packet([0xfb, .. "/etc/passwd"u8])).SetArgDisplayNames("that asks for a file");
        yield return new TestCaseData("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray()).SetArgDisplayNames("of HTTP");
        yield return new TestCaseData(new byte[] { 0xff, 0xff, 0xff, 0 }).SetArgDisplayNames("of 16 MB that do not come");
    }

    [TestCaseSource(nameof(Greetings))]
    public async Task Greeting_ThatIsNone(byte[] greeting)
    {
        using var server = LocalServer.Saying(greeting);
        var exception = await RefusedAsync(
            TokenErrorCode.DatabaseUnreachable, OverTcp(server.Port) with { Timeout = TimeSpan.FromSeconds(2) }, Request.For());
        Assert.That(exception.Message, Does.StartWith("Cannot log in to the database server"));
    }

    // What is left of a secret is not recognised when its end was cut off.
    [Test]
    public async Task Error_OfAnyLength_IsCutWhenSecretsAreOut()
    {
        var words = $"Host \u001b[31m{new string('x', 270)} correct horse {new string('y', 200_000)}";
        using var server = LocalServer.Saying(Packet([0xff, 0x6a, 0x04, .. Encoding.UTF8.GetBytes(words)]));
        var options = OverTcp(server.Port) with { Conceal = text => text.Replace("correct horse", "*", StringComparison.Ordinal) };
        var exception = await RefusedAsync(TokenErrorCode.DatabaseAccessDenied, options, Request.For());
        Assert.That(exception.Message, Has.Length.LessThan(1500));
        Assert.That(exception.Message, Does.Contain("xxx *").And.Not.Contain("correct").And.Not.Contain("\u001b"));
    }

    private static byte[] Packet(ReadOnlySpan<byte> payload) =>
        [(byte)payload.Length, (byte)(payload.Length >> 8), (byte)(payload.Length >> 16), 0, .. payload];
}
