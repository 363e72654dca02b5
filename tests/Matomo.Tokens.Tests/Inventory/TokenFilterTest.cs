using Matomo.Tokens.Inventory;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Tests.Inventory;

/// <summary>The edges of the filters, to the second.</summary>
public class TokenFilterTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [TestCase(0, true)]
    [TestCase(-1, true)]
    [TestCase(1, false)]
    public void UnusedFor_ExactlySoLong_IsUnused(int seconds, bool selected)
    {
        var filter = new TokenFilter { UnusedFor = Sample.Lifetime("90d") };
        var time = Sample.InDays(-90) + (seconds * Second);
        Assert.Multiple(() =>
        {
            Assert.That(
                Selects(filter, new ObservedToken { CreatedAt = Sample.InDays(-200), LastUsedAt = time }), Is.EqualTo(selected), "used");
            Assert.That(Selects(filter, new ObservedToken { CreatedAt = time }), Is.EqualTo(selected), "never used");
        });
    }

    [TestCase(0, true)]
    [TestCase(-1, true)]
    [TestCase(1, false)]
    public void ExpiresWithin_ToItsEnd(int seconds, bool selected) => Assert.That(
        Selects(
            new TokenFilter { ExpiresWithin = Sample.Lifetime("14d") },
            new ObservedToken { ExpiresAt = Sample.InDays(14) + (seconds * Second) }),
        Is.EqualTo(selected));

    [TestCase(0, false)]
    [TestCase(1, true)]
    public void Dead_IsNeitherUnusedNorExpiring(int seconds, bool selected)
    {
        var token = new ObservedToken { CreatedAt = Sample.InDays(-200), ExpiresAt = Sample.Now + (seconds * Second) };
        Assert.Multiple(() =>
        {
            Assert.That(Selects(new TokenFilter { UnusedFor = Sample.Lifetime("90d") }, token), Is.EqualTo(selected));
            Assert.That(Selects(new TokenFilter { ExpiresWithin = Sample.Lifetime("1h") }, token), Is.EqualTo(selected));
            Assert.That(Selects(new TokenFilter(), token));
        });
    }

    [Test]
    public void ExpiresWithin_WithoutExpiry_IsNever() =>
        Assert.That(Selects(new TokenFilter { ExpiresWithin = Sample.Lifetime("5000w") }, new ObservedToken()), Is.False);

    [TestCase("A & B", true)]
    [TestCase("A &amp; B", true)]
    [TestCase("a & b", false)]
    [TestCase("A &amp;amp; B", false)]
    public void Description_EscapedOrRaw(string stored, bool selected) => Assert.That(
        Selects(new TokenFilter { Description = TokenDescription.Parse("A & B") }, new ObservedToken { Description = stored }),
        Is.EqualTo(selected));

    private static bool Selects(TokenFilter filter, ObservedToken token) => filter.Selects(token, Sample.Now);
}
