using Matomo.Tokens.Errors;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Tests.Requests;

public class TokenLifetimeTest
{
    [TestCase("1h", 1)]
    [TestCase("12h", 12)]
    [TestCase("90d", 2160)]
    [TestCase("2w", 336)]
    [TestCase("036h", 36)]
    [TestCase("36600d", 878400)]
    public void Parse(string text, int hours)
    {
        var lifetime = TokenLifetime.Parse("expires_in", text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lifetime.Hours, Is.EqualTo(hours));
            Assert.That(lifetime.Duration, Is.EqualTo(TimeSpan.FromHours(hours)));
        }
    }

    [TestCase("")]
    [TestCase("h")]
    [TestCase("12")]
    [TestCase("0d")]
    [TestCase("-1d")]
    [TestCase("+1d")]
    [TestCase("1.5d")]
    [TestCase("1 d")]
    [TestCase(" 1d")]
    [TestCase("1d ")]
    [TestCase("1D")]
    [TestCase("1m")]
    [TestCase("1d12h")]
    [TestCase("36601d")]
    [TestCase("2147483647w")]
    [TestCase("99999999999999999999h")]
    public void Parse_Refused(string text) => Assert.That(
        Assert.Throws<TokenException>(() => TokenLifetime.Parse("renew_before", text)),
        Has.Property("Code").EqualTo(TokenErrorCode.InvalidArguments).And.Message.StartsWith($"renew_before is \"{text}\""));

    /// <summary>A clock that nobody set may say anything.</summary>
    [TestCase(9999, 12, 31, "9999-12-31")]
    [TestCase(9900, 1, 1, "9999-12-31")]
    [TestCase(2026, 3, 1, "2126-05-08")]
    public void After_StaysWithinTime(int year, int month, int day, string expected)
    {
        var now = new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero);
        Assert.That(TokenLifetime.Parse("expires_in", "36592d").After(now).ToString("yyyy-MM-dd"), Is.EqualTo(expected));
    }
}
