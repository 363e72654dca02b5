using Matomo.StandIn.Users;

namespace Matomo.Contract.Tests.StandInBehaviour;

public sealed class UsersFileTest
{
    [Test]
    public void Parse_Everything()
    {
        var user = UsersFile.Parse("""
            [{"login": "a", "password": "p", "email": "e@example.org", "totp_secret": "JBSWY3DPEHPK3PXP", "role": "none",
              "tokens": [{"value": "v", "description": "d", "created_at": "2026-01-02", "expires_at": "2026-01-02T03:04:05+01:00",
                          "secure_only": true, "system": true}]}]
            """).Single();
        var token = new PresetToken("v", "d")
        {
            CreatedAt = new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc),
            ExpiresAt = new DateTime(2026, 1, 2, 2, 4, 5, DateTimeKind.Utc),
            SecureOnly = true,
            System = true,
        };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.Login, Is.EqualTo("a"));
            Assert.That(user.Password, Is.EqualTo("p"));
            Assert.That(user.Email, Is.EqualTo("e@example.org"));
            Assert.That(user.TotpSecret, Is.EqualTo("JBSWY3DPEHPK3PXP"));
            Assert.That(user.Role, Is.EqualTo(UserRole.None));
            Assert.That(user.Tokens, Is.EqualTo(new[] { token }));
        }
    }

    [Test]
    public void Parse_TheLeast()
    {
        var user = UsersFile.Parse("""[{"login": "a", "password": "p"}]""").Single();
        Assert.That(user.Email, Is.EqualTo("a@example.org"));
        Assert.That(user.TotpSecret, Is.Null);
        Assert.That(user.Role, Is.EqualTo(UserRole.View));
        Assert.That(user.Tokens, Is.Empty);
    }

    [TestCase("""{"login": "a"}""")]
    [TestCase("""["a"]""")]
    [TestCase("""[{"login": "a"}]""")]
    [TestCase("""[{"login": "a", "password": "p", "role": "king"}]""")]
    [TestCase("""[{"login": "a", "password": "p", "pasword": "p"}]""")]
    [TestCase("""[{"login": "a", "password": "p", "tokens": [{"description": "d"}]}]""")]
    public void Parse_Nonsense_IsRefused(string json) => Assert.That(() => UsersFile.Parse(json), Throws.TypeOf<FormatException>());
}
