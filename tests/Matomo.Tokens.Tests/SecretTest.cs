using Matomo.Tokens.Api.Client;

namespace Matomo.Tokens.Tests;

public class SecretTest
{
    private readonly Secret _secret = new("correct horse");

    [Test]
    public void Reveal() => Assert.That(_secret.Reveal(), Is.EqualTo("correct horse"));

    [Test]
    public void ToString_HidesIt() => Assert.That($"{_secret} {new UserCredentials(_secret)}", Does.Not.Contain("correct horse"));

    [Test]
    public void Construction_Null() => Assert.That(() => new Secret(null!), Throws.ArgumentNullException);
}
