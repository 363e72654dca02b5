using Matomo.Tokens.Errors;
using Matomo.Tokens.Requests;
using Matomo.Tokens.Tests.Planning;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Requests;

public class TokenRequestTest
{
    private static readonly TokenRequest[] Sound =
    [
        Present,
        Present.TokenAuth(1).ExpiresAt(1),
        Present.TokenAuth(1).KnownToken(2).TokenFile(),
        Present.ExpiresIn("2h", "1h"),
        Present.Recreate(RecreateMode.Always).ExpiresIn("2h", "1h"),
        Present.Recreate(RecreateMode.Never),
        Present.RevokeOthers("1h"),
        Present with { ExpiresAt = Now.AddSeconds(61) },
        Absent,
        Absent with { ExpiresAt = InDays(-1) },
        (Absent with { Description = null }).TokenAuth(1),
        (Absent with { Description = null }).KnownToken(1),
        (Absent with { Description = null }).TokenFile(),
    ];

    private static readonly TokenRequest[] Contradictory =
    [
        Present with { Login = "" },
        Present with { Description = null },
        Absent with { Description = null },
        Absent with { Description = null, HasKnownToken = true },
        Present.ExpiresIn("1d").ExpiresAt(1),
        Present.ExpiresIn("1d").NeverExpires(),
        Present.ExpiresAt(1).NeverExpires(),
        Present.TokenAuth(1).ExpiresIn("1d"),
        Present.TokenAuth(1).Recreate(RecreateMode.Always),
        Present.TokenAuth(1).Recreate(RecreateMode.Never),
        Present with { RenewBefore = Lifetime("1d") },
        Present.ExpiresIn("1d", "1d"),
        Present.ExpiresIn("1d", "25h"),
        Present.ExpiresIn("2d", "1d").Recreate(RecreateMode.Never),
        Present with { Overlap = Lifetime("1d") },
        Present with { ExpiresAt = Now },
        Present with { ExpiresAt = Now.AddSeconds(60) },
        Present.ExpiresAt(-1),
    ];

    [TestCaseSource(nameof(Sound))]
    public void Check_Sound(TokenRequest request) => Assert.That(() => request.Check(Now), Throws.Nothing);

    [TestCaseSource(nameof(Contradictory))]
    public void Check_Contradictory(TokenRequest request) =>
        Assert.That(CodeOf(() => request.Check(Now)), Is.EqualTo(TokenErrorCode.InvalidArguments));

    [Test]
    public void ToString_ShowsNoSecret() =>
        Assert.That(
            Present.TokenAuth(1).KnownToken(2).ToString(),
            Does.Not.Contain(Value(1).Reveal()).And.Not.Contains(Value(2).Reveal()).And.Not.Contains("correct horse"));
}
