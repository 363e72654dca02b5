using Matomo.Tokens.Errors;
using Matomo.Tokens.TwoFactor;

namespace Matomo.Tokens.Tests.TwoFactor;

public class GivenCodesTest
{
    private readonly GivenCodes _code = new(new Secret("123456"));

    [Test]
    public async Task Next_Once()
    {
        Assert.That(await _code.NextAsync(CancellationToken.None), Is.EqualTo("123456"));
        Assert.That(Sample.CodeOf(() => _ = _code.NextAsync(CancellationToken.None)), Is.EqualTo(TokenErrorCode.TwoFactorRequired));
    }
}
