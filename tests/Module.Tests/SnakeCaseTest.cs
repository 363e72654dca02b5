using Matomo.Tokens.Errors;

namespace MatomoToken.Tests;

public class SnakeCaseTest
{
    // The list of the design, in its order.
    private const string Documented =
        "invalid_arguments, authentication_failed, two_factor_required, two_factor_rejected, locked_out, user_not_found, "
        + "token_belongs_to_other_user, token_value_unknown, not_idempotent, unsupported, unreachable, timeout, tls_failed, redirected, "
        + "not_matomo, matomo_error, config_unreadable, database_unreachable, database_access_denied, database_locked, schema_unknown, "
        + "token_file_unwritable, token_file_not_ours, internal_error";

    [Test]
    public void Name_EachCode() =>
        Assert.That(string.Join(", ", Enum.GetValues<TokenErrorCode>().Select(code => code.Name())), Is.EqualTo(Documented));

    [Test]
    public void Name_NoCode() => Assert.That(() => ((TokenErrorCode)999).Name(), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
