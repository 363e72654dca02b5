using Matomo.Tokens.Errors;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Tests.Requests;

public class ExpiryTimeTest
{
    [TestCase("2027-01-31", "2027-01-31 00:00:00")]
    [TestCase("2027-01-31T06:00:00Z", "2027-01-31 06:00:00")]
    [TestCase("2027-01-31T06:00:00", "2027-01-31 06:00:00")]
    [TestCase("2027-01-31 06:00:00", "2027-01-31 06:00:00")]
    [TestCase("2027-01-31T06:00", "2027-01-31 06:00:00")]
    [TestCase("2027-01-31T08:00+02:00", "2027-01-31 06:00:00")]
    [TestCase("2027-01-31T00:30:00-05:30", "2027-01-31 06:00:00")]
    [TestCase("2027-01-31T06:00:00.999Z", "2027-01-31 06:00:00")]
    [TestCase("2028-02-29", "2028-02-29 00:00:00")]
    public void Parse(string text, string utc)
    {
        var time = ExpiryTime.Parse("expires_at", text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{time:yyyy-MM-dd HH:mm:ss}", Is.EqualTo(utc));
            Assert.That(time.Offset, Is.EqualTo(TimeSpan.Zero));
            Assert.That(time.Ticks % TimeSpan.TicksPerSecond, Is.EqualTo(0L));
        }
    }

    [TestCase("")]
    [TestCase("tomorrow")]
    [TestCase("2027-02-29")]
    [TestCase("2027-1-31")]
    [TestCase("31.01.2027")]
    [TestCase("01/31/2027")]
    [TestCase("2027-01-31T25:00:00Z")]
    [TestCase("2027-01-31T06:00:00 Europe/Berlin")]
    [TestCase("1800000000")]
    public void Parse_Refused(string text) => Assert.That(
        Assert.Throws<TokenException>(() => ExpiryTime.Parse("expires_at", text)),
        Has.Property("Code").EqualTo(TokenErrorCode.InvalidArguments).And.Message.StartsWith($"expires_at is \"{text}\""));
}
