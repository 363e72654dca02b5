using Matomo.Tokens.Errors;
using Matomo.Tokens.TwoFactor;

namespace Matomo.Tokens.Tests.TwoFactor;

public class GivenCodesTest
{
    [TestCase("123456")]
    [TestCase("123456", "000001")]
    public async Task Next_EachOnceInTheirOrder(params string[] given)
    {
        var codes = given.Aggregate(new GivenCodes(), (before, code) => before.And(new Secret(code)));
        foreach (var code in given)
            Assert.That(await codes.NextAsync(CancellationToken.None), Is.EqualTo(code));

        Assert.That(Sample.CodeOf(() => _ = codes.NextAsync(CancellationToken.None)), Is.EqualTo(TokenErrorCode.TwoFactorRequired));
    }
}
