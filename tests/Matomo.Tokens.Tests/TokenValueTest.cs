namespace Matomo.Tokens.Tests;

public class TokenValueTest
{
    private const string Text = "71cf99473045ff3a04500e32c38eecd7";

    [Test]
    public void TryParse_Value() => Assert.That(Sample.Value(Text).Reveal(), Is.EqualTo(Text));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("anonymous")]
    [TestCase("71cf99473045ff3a04500e32c38eecd")]
    [TestCase("71cf99473045ff3a04500e32c38eecd71")]
    [TestCase("71CF99473045FF3A04500E32C38EECD7")]
    [TestCase("71cf99473045ff3a04500e32c38eecdg")]
    [TestCase("71cf99473045ff3a04500e32c38eecd\n")]
    [TestCase("７1cf99473045ff3a04500e32c38eecd7")]
    public void TryParse_NoValue(string? text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TokenValue.TryParse(text, out var value), Is.False);
            Assert.That(value, Is.Null);
        }
    }

    [Test]
    public void ToString_HidesIt() => Assert.That($"{Sample.Value(Text)} {string.Concat(Sample.Value(Text))}", Does.Not.Contain(Text));

    [Test]
    public void Equals_ByText()
    {
        var (one, same, other) = (Sample.Value(Text), Sample.Value(Text), Sample.Value(1));
        Assert.That(one.GetHashCode(), Is.EqualTo(same.GetHashCode()));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.Equals(same), Is.True);
            Assert.That(one.Equals((object)same), Is.True);
            Assert.That(one.Equals(other), Is.False);
        }
    }
}
