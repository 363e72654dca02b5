using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Requests;
using Matomo.Tokens.Stores;

namespace MatomoToken.Tests;

public class AdviceTest
{
    private static IEnumerable<TestCaseData> Reasons =>
    [
        new(null, "It failed."),
        new(
            new FailureReason.ConfigurationKeys(
                [nameof(DatabaseOptions.User), nameof(DatabaseOptions.CertificateAuthorities), nameof(DatabaseOptions.Salt)],
                AreMissing: false),
            "It failed. Or give the options db_user, db_ca_path and salt."),
        new(new FailureReason.ConfigurationKeys([], AreMissing: false), "It failed."),
        new(
            new FailureReason.ConfigurationKeys([nameof(DatabaseOptions.Name)], AreMissing: true),
            "It failed. Give the option db_name, or give config_file the path of a complete installation."),
        new(
            new FailureReason.DatabaseSettings(nameof(DatabaseOptions.User), nameof(DatabaseOptions.Password)),
            "It failed. Check db_user and db_password, or username and password in [database] of Matomo's configuration."),
        new(
            new FailureReason.OtherUser(nameof(TokenRequest.TokenFile), IsRevocation: false),
            "It failed. If the login was changed on purpose, use recreate: always once: that makes a token of this user in the place of "
            + "the one in token_file, and the other user's token stays until it is revoked."),
        new(
            new FailureReason.OtherUser(nameof(TokenRequest.Value), IsRevocation: false),
            "It failed. A value can be one user's only: give another token_auth."),
        new(
            new FailureReason.OtherUser(nameof(TokenRequest.KnownToken), IsRevocation: true),
            "It failed. To revoke that token, give the login of the user who owns it. See also known_token."),
    ];

    private static Type[] Kinds => typeof(FailureReason).GetNestedTypes();

    [TestCaseSource(nameof(Reasons))]
    public void Complete_NamesOptions(FailureReason? reason, string message) => Assert.That(Complete(reason), Is.EqualTo(message));

    [TestCaseSource(nameof(Kinds))]
    public void Complete_EachKind_HasAdvice(Type kind)
    {
        var facts = kind.GetConstructors()[0].GetParameters().Select(object (fact) => fact.ParameterType switch
        {
            var type when type == typeof(bool) => true,
            var type when type == typeof(int) => 0,
            var type when type == typeof(string) => nameof(TokenRequest.KnownToken),
            _ => new[] { nameof(DatabaseOptions.Host) },
        });
        var reason = (FailureReason)Activator.CreateInstance(kind, [.. facts])!;
        Assert.That(Complete(reason), Does.Match(@"^It failed\. \w.+\.$"));
    }

    [Test]
    public async Task Failure_OfARun_EndsWithIt()
    {
        static ITokenStore Refuse(ITokenStore store) => throw new TokenException(
            TokenErrorCode.TlsFailed, "The server offers no encryption.", reason: new FailureReason.NoEncryption());

        const string Task =
            """{"db_name": "matomo", "db_user": "matomo", "salt": "salt-of-matomo", "login": "alice", "description": "WordPress"}""";
        var answer = await Site.Raw(Task, new MatomoTokenModule { Through = Refuse });
        answer.IsFailure("tls_failed", "offers no encryption. Run this on the server's own host, with db_host: 127.0.0.1 and db_port");
    }

    private static string Complete(FailureReason? reason) =>
        Advice.Complete(new TokenException(TokenErrorCode.InternalError, "It failed.", reason: reason));
}
