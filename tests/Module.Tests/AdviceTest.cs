using Matomo.Tokens.Configuration;
using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Errors;

namespace MatomoToken.Tests;

public class AdviceTest
{
    private static IEnumerable<TestCaseData> Reasons =>
    [
        new(null, "It failed."),
        new(
            new ConfigurationReason.OfKeys([nameof(DatabaseOptions.User), nameof(DatabaseOptions.CertificateAuthorities), nameof(DatabaseOptions.Salt)], AreMissing: false),
            "It failed. Or give the options db_user, db_ca_path and salt."),
        new(new ConfigurationReason.OfKeys([], AreMissing: false), "It failed."),
        new(
            new ConfigurationReason.OfKeys([nameof(DatabaseOptions.Name)], AreMissing: true),
            "It failed. Give the option db_name, or give config_file the path of a complete installation."),
        new(
            new SettingsOf<DatabaseOptions>(nameof(DatabaseOptions.User), nameof(DatabaseOptions.Password)),
            "It failed. Check db_user and db_password, or username and password in [database] of Matomo's configuration."),
    ];

    [TestCaseSource(nameof(Reasons))]
    public void Complete_NamesOptions(FailureReason? reason, string message) =>
        Assert.That(Advice.Complete(new TokenException(TokenErrorCode.InternalError, "It failed.") { Reason = reason }), Is.EqualTo(message));
}
