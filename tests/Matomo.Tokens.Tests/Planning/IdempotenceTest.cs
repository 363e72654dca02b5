using Matomo.Tokens.Files;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using static Matomo.Tokens.Tests.Planning.Request;
using static Matomo.Tokens.Tests.Sample;

namespace Matomo.Tokens.Tests.Planning;

/// <summary>Once a plan has come true, the next run finds nothing to do: in every Matomo, for every request and token file.</summary>
/// <remarks>An application whose value is given as known_token takes the new one that a run makes.</remarks>
public class IdempotenceTest
{
    private static readonly TokenFileObservation Missing = new();

    private static IEnumerable<TokenRequest> Requested =>
        from request in new[]
        {
            Present,
            Present.ExpiresIn("90d"),
            Present.ExpiresIn("90d", "30d"),
            Present.ExpiresAt(20),
            Present.NeverExpires(),
            Present.NeedsValue(),
            Present.SecureOnly(),
            Present.SecureOnly(false),
            Present.RevokeOthers(),
            Present.RevokeOthers("1d"),
            Present.ExpiresIn("90d", "30d").SecureOnly().RevokeOthers("1d"),
            Present with { Description = TokenDescription.Parse("it's <mine> & \"yours\"") },
            Absent,
        }
        from known in new[] { request, request.KnownToken(1), request.KnownToken(8) }
            .Concat(Allowed(request) ? [request.TokenAuth(1), request.TokenAuth(7)] : [])
        from kept in new[] { known, known.TokenFile() }
        select kept;

    private static IEnumerable<TokenFileObservation> Files =>
    [
        Missing,
        new() { Exists = true },
        FileWith(1),
        FileWith(1) with { AttributesInLine = false },
        FileWith(1) with { IsExact = false },
        FileWith(2),
        FileWith(8),
        Missing.WithPending(1),
        FileWith(8).WithPending(1),
        FileWith(1).WithPending(8),
        FileWith(1).WithPending(null),
    ];

    private static IEnumerable<Func<SmallMatomo>> InDatabase =>
    [
        () => SmallMatomo.Database,
        () => SmallMatomo.Database.With(1),
        () => SmallMatomo.Database.With(1, InDays(10)).With(2, InDays(60)),
        () => SmallMatomo.Database.With(1, InDays(-1)).With(2),
        () => SmallMatomo.Database.With(1, InDays(200), description: "Old", secureOnly: true).With(2, InDays(-1)),
        () => SmallMatomo.Database.With(1, system: true),
        () => SmallMatomo.Database.With(1).With(2).With(3),
        () => SmallMatomo.Database.With(1, InDays(20)).With(8).With(2, InDays(100), secureOnly: true),
        () => SmallMatomo.Database.With(1).Noting(1),
        () => SmallMatomo.Database.With(1, InDays(60)).With(8).Noting(1, note => note with { ExpiresAt = null }),
        () => SmallMatomo.Database.With(1).Noting(1, note => note with { Description = "Old", SecureOnly = null }),
        () => SmallMatomo.Database4,
        () => SmallMatomo.Database4.With(1).With(2, InDays(10)),
        () => SmallMatomo.Database4.With(1, InDays(-1)),
    ];

    private static IEnumerable<Func<SmallMatomo>> WithOneValue => [() =>
        SmallMatomo.Database3.With(1), () => SmallMatomo.Database3.With(2), () => SmallMatomo.Api3.With(1)];

    private static IEnumerable<Func<SmallMatomo>> OverApi =>
    [
        () => SmallMatomo.Api,
        () => SmallMatomo.Api.With(1),
        () => SmallMatomo.Api.With(1, InDays(10), noted: true),
        () => SmallMatomo.Api.With(1, InDays(100), noted: true),
        () => SmallMatomo.Api.With(1, InDays(-1), noted: true).With(2),
    ];

    [Test]
    public void Plan_Twice_Database() => AssertIdempotent(InDatabase, _ => true);

    [Test]
    public void Plan_Twice_Matomo3() => AssertIdempotent(WithOneValue, request => request.State == TokenState.Present);

    [Test]
    public void Plan_Twice_Api() => AssertIdempotent(OverApi, request => request.State == TokenState.Present);

    private static bool Allowed(TokenRequest request) => request.ExpiresIn is null;

    private static void AssertIdempotent(IEnumerable<Func<SmallMatomo>> installations, Func<TokenRequest, bool> isAsked)
    {
        var (planned, asked) = (0, 0);
        using (Assert.EnterMultipleScope())
        {
            foreach (var installation in installations)
            {
                foreach (var request in Requested.Where(isAsked))
                {
                    foreach (var file in request.TokenFile is null ? [Missing] : Files)
                    {
                        asked++;
                        planned += AssertIdempotent(installation(), request, file) ? 1 : 0;
                    }
                }
            }
        }

        Assert.That(planned, Is.GreaterThan(asked * 3 / 5), "most requests can be granted");
    }

    private static bool AssertIdempotent(SmallMatomo matomo, TokenRequest request, TokenFileObservation file)
    {
        TokenStep step;
        try
        {
            step = matomo.Plan(request, file);
        }
        catch (Tokens.Errors.TokenException)
        {
            return false;
        }

        var left = matomo.Apply(step, file);
        var next = matomo.Plan(step.MakesValue && request.HasKnownToken ? request with { KnownToken = matomo.NewestValue } : request, left);
        var runs = $"{request}\n{file}\nfirst: {Describe(step)}\nthen: {Describe(next)}";
        Assert.That(next.Action, Is.EqualTo(TokenAction.None), runs);
        Assert.That(next.Changed, Is.False, runs);
        Assert.That(next.DiscardPending, Is.False, runs);
        return true;
    }

    private static string Describe(TokenStep step) => $"{step.Action} [{string.Join(", ", step.Changes)}] {step.File}";
}
