using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Errors;
using MySqlConnector;

namespace Matomo.Tokens.Tests.Database;

public class ConnectionTextTest
{
    private const string WithNul = "hunter\02";

    private static readonly DatabaseOptions Good = new() { Name = "matomo", User = "matomo", Salt = new Secret("salt") };

    private static IEnumerable<TestCaseData<DatabaseOptions>> Bad =>
    [
        new(Good with { Host = WithNul }) { TestName = "{m}_Host" },
        new(Good with { Socket = WithNul }) { TestName = "{m}_Socket" },
        new(Good with { Name = WithNul }) { TestName = "{m}_Name" },
        new(Good with { User = WithNul }) { TestName = "{m}_User" },
        new(Good with { Password = new Secret(WithNul) }) { TestName = "{m}_Password" },
        new(Good with { CertificateAuthorities = WithNul }) { TestName = "{m}_CertificateAuthorities" },
        new(Good with { ClientCertificate = WithNul }) { TestName = "{m}_ClientCertificate" },
        new(Good with { ClientKey = WithNul }) { TestName = "{m}_ClientKey" },
    ];

    [TestCaseSource(nameof(Bad))]
    public void Of_NullCharacter_IsRefusedAndNotShown(DatabaseOptions options) => Assert.That(
        () => ConnectionText.Of(options, MySqlSslMode.None),
        Throws.TypeOf<TokenException>()
            .With.Property(nameof(TokenException.Code)).EqualTo(TokenErrorCode.InvalidArguments)
            .And.Message.Contains("null character").And.Message.Not.Contains("hunter"));

    [Test]
    public void Of_NoNullCharacter() => Assert.That(() => ConnectionText.Of(Good, MySqlSslMode.None), Throws.Nothing);
}
