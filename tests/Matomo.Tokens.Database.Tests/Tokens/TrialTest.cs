using Matomo.Tokens.Stores;
using Tests.Network;

namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>The first new value is stored alone, committed and shown to Matomo before anything else is written; where it is refused, or
/// the rest fails, nothing remains.</summary>
[TestFixtureSource(typeof(Versions), nameof(Versions.Ends))]
public sealed class TrialTest(MatomoTables tables) : DatabaseFixture(tables)
{
    private readonly ScriptedTrial _trial = new();

    private protected override ITokenTrial Trial => _trial;

    [Test]
    public async Task Accepted_FirstAlone_OthersAfterwards()
    {
        Given(Request.Fresh());
        var before = AllRows();
        IReadOnlyList<string> meanwhile = [];
        var pending = 0;
        _trial.Meanwhile = () =>
        {
            meanwhile = AllRows();
            pending = new[] { "one", "two" }.Count(
                name => TokenValue.TryParse(File.ReadAllText(InDirectory(name, ".token.matomo_token-new")), out _));
        };
        var result = await OnceAsync([
            Request.For(description: "Bystander"),
            Request.For().In(InNewDirectory("one")).Recreate(RecreateMode.Always).RevokeOthers(),
            Request.For("bob").In(InNewDirectory("two")),
            Request.For(description: "third"),
        ]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(meanwhile.Except(before).ToList(), Has.Count.EqualTo(1), "the row that is tried");
            Assert.That(before.Except(meanwhile), Is.Empty, "what was there");
            Assert.That(pending, Is.EqualTo(1), "pending values");
            Assert.That(_trial.Tried, Is.EqualTo(new[] { ("alice", result.Outcomes[1].Value!) }));
            Assert.That(
                result.Outcomes.Select(outcome => outcome.Step.Action),
                Is.EqualTo(new[] { TokenAction.None, TokenAction.Created, TokenAction.Created, TokenAction.Created }));
            Assert.That(
                result.Outcomes.Skip(1).Select(outcome => RowOf(outcome.Value)?.Id),
                Is.EqualTo(result.Outcomes.Skip(1).Select(outcome => outcome.Token!.Id)).And.All.Not.Null);
            Assert.That(Group.Count(row => row.DateExpired is null), Is.EqualTo(1), "revoke_others");
            Assert.That(File.ReadAllText(InDirectory("one", "token")), Is.EqualTo(result.Outcomes[1].Value!.Reveal()));
            Assert.That(File.ReadAllText(InDirectory("two", "token")), Is.EqualTo(result.Outcomes[2].Value!.Reveal()));
            Assert.That(result.Warnings, Has.None.Contains("found out"));
        }
    }

    [Test]
    public async Task GivenValue_IsTried()
    {
        var value = Request.Fresh();
        await RunStableAsync(Request.For().TokenAuth(value));
        Assert.That(_trial.Tried, Is.EqualTo(new[] { ("alice", Request.Value(value)) }));
    }

    [Test]
    public async Task NothingNew_NothingIsTried()
    {
        var (known, expired) = (Request.Fresh(), Request.Fresh());
        Given(known);
        Given(expired, "Expired", expires: DateTime.UtcNow.AddDays(-1));
        await RunStableAsync(
            Request.For().KnownToken(known).In(TokenFile).ExpiresIn("1d"),
            Request.For(description: "Expired").TokenAuth(expired),
            Request.For(description: "gone").Absent());
        Assert.That(_trial.Tried, Is.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Refused_NothingRemains(bool keepsInFile)
    {
        _trial.Verdict = TrialVerdict.Refused;
        var first = keepsInFile ? Request.For().In(TokenFile) : Request.For();
        var exception = await RefusedAsync(
            TokenErrorCode.ConfigUnreadable,
            Request.For("bob", "Bystander").Absent(),
            first,
            Request.For("bob", "other").In(InNewDirectory("two")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                exception.Message,
                Does.Contain(ScriptedTrial.Where).And.Contains("salt").And.Contains("MATOMO_GENERAL_SALT").And.Contains(
                    "another installation"));
            Assert.That(exception.TokenWasMade, Is.False);
            Assert.That(exception.UnkeptValue, Is.Null);
            Assert.That(_trial.Tried, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task Undecided_IsAWarning()
    {
        _trial.Verdict = TrialVerdict.Undecided;
        var result = await OnceAsync([Request.For(), Request.For("bob", "other")]);
        Assert.That(result.Warnings, Has.One.Contains("\"alice\" could not be found out. Locked out. The token is stored"));
        Assert.That(result.Outcomes.Select(outcome => RowOf(outcome.Value)), Is.All.Not.Null);
    }

    [Test]
    public async Task RestFails_FirstIsTakenBack()
    {
        var taken = Request.Fresh();
        _trial.Meanwhile = () =>
        {
            Given(taken, "of somebody else", "bob");
            Guard();
        };
        var exception = await FailedAsync(
            TokenErrorCode.DatabaseLocked, Options, Request.For().In(TokenFile), Request.For(description: "given").TokenAuth(taken));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exception.RequestIndex, Is.EqualTo(1));
            Assert.That(Group, Is.Empty);
            Assert.That(RowOf(_trial.Tried.Single().Value), Is.Null);
            Assert.That(exception.TokenWasMade, Is.False);
            Assert.That(AllFiles(), Is.Empty);
        }
    }

    [Test]
    public async Task RestCannotBeKept_FirstIsTakenBack()
    {
        var second = InNewDirectory("two");
        _trial.Meanwhile = () => Directory.Delete(Path.GetDirectoryName(second)!, recursive: true);
        await RefusedAsync(TokenErrorCode.TokenFileUnwritable, Request.For().In(TokenFile), Request.For(description: "other").In(second));
    }

    [Test]
    public async Task Stopped_NothingRemains()
    {
        using var stop = new CancellationTokenSource();
        _trial.Meanwhile = stop.Cancel;
        var rows = AllRows();
        Assert.That(
            () => OnceAsync([Request.For().In(TokenFile)], cancellationToken: stop.Token), Throws.InstanceOf<OperationCanceledException>());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(AllRows(), Is.EqualTo(rows));
            Assert.That(AllFiles(), Is.Empty);
        }
    }

    [TestCase(nameof(TrialVerdict.Accepted))]
    [TestCase(nameof(TrialVerdict.Undecided))]
    [TestCase(nameof(TrialVerdict.Refused))]
    public async Task ConnectionLostMeanwhile_Alone(string verdictName)
    {
        var verdict = Enum.Parse<TrialVerdict>(verdictName);
        _trial.Verdict = verdict;
        _trial.Meanwhile = KillConnection;
        if (verdict == TrialVerdict.Refused)
        {
            await RefusedAsync(TokenErrorCode.ConfigUnreadable, Request.For().In(TokenFile));
        }
        else
        {
            await OnceAsync([Request.For().In(TokenFile)]);
            Assert.That(RowOf(Request.Value(File.ReadAllText(TokenFile))), Is.Not.Null);
        }
    }

    [Test]
    public async Task ConnectionLostMeanwhile_WithOthers_NothingRemains()
    {
        _trial.Meanwhile = KillConnection;
        await RefusedAsync(TokenErrorCode.DatabaseUnreachable, Request.For().In(TokenFile), Request.For(description: "other"));
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task CommitOfTheFirstIsLost_AsFarAsPossible(int count)
    {
        using var proxy = new QueryProxy(Server.Port);
        proxy.BeforeQuery = sql => sql == "COMMIT" ? Fate.CutAfter : Fate.Forward;
        TokenRequest[] requests =
        [
            .. Enumerable.Range(0, count).Select(number => Request.For(description: $"Token {number}").In(InNewDirectory($"host{number}"))),
        ];
        if (count == 1)
        {
            Assert.That((await OnceAsync(requests, OverTcp(proxy.Port))).Changed, Is.True);
            Assert.That(RowOf(Request.Value(File.ReadAllText(InDirectory("host0", "token")))), Is.Not.Null);
        }
        else
        {
            await RefusedAsync(TokenErrorCode.DatabaseUnreachable, OverTcp(proxy.Port), requests);
        }
    }

    [Test]
    public async Task ServerStaysAway_SaysWhatRemains()
    {
        _trial.Verdict = TrialVerdict.Refused;
        using var proxy = new QueryProxy(Server.Port);
        _trial.Meanwhile = () =>
        {
            proxy.IsDown = true;
            proxy.BeforeQuery = _ => Fate.CutBefore;
        };
        var exception = await FailedAsync(
            TokenErrorCode.ConfigUnreadable, OverTcp(proxy.Port) with { Timeout = TimeSpan.FromSeconds(2) }, Request.For().In(TokenFile));
        Assert.That(exception.TokenWasMade, Is.True);
        Assert.That(exception.Message, Does.Contain($"row {Group.Single().Id} of").And.Contains("pending file"));
        _trial.Meanwhile = () => { };
        await FailedAsync(TokenErrorCode.ConfigUnreadable, Options, Request.For().In(TokenFile));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Group, Is.Empty, "the next run tries the pending value");
            Assert.That(File.Exists(TokenFile), Is.False, "the next run tries the pending value");
        }

        _trial.Verdict = TrialVerdict.Accepted;
        await RunStableAsync(Request.For().In(TokenFile));
    }

    [TestCase(nameof(TrialVerdict.Accepted))]
    [TestCase(nameof(TrialVerdict.Undecided))]
    public async Task PendingOfAKilledRun_IsTriedInPlaceOfANewOne(string verdictName)
    {
        var verdict = Enum.Parse<TrialVerdict>(verdictName);
        var value = LeavePending();
        _trial.Verdict = verdict;
        var result = await OnceAsync([Request.For().In(TokenFile), Request.For("bob", "other")]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_trial.Tried, Is.EqualTo(new[] { ("alice", Request.Value(value)) }));
            Assert.That(File.ReadAllText(TokenFile), Is.EqualTo(value));
            Assert.That(Group, Has.Count.EqualTo(1));
            Assert.That(result.Warnings, verdict == TrialVerdict.Undecided ? Has.One.Contains("could not be found out") : Is.Empty);
            Assert.That(
                result.Outcomes.Select(outcome => outcome.Step.Action), Is.EqualTo(new[] { TokenAction.Updated, TokenAction.Created }));
        }
    }

    [Test]
    public async Task PendingOfAKilledRun_Alone_IsTried()
    {
        var value = LeavePending();
        await RunStableAsync(Request.For().In(TokenFile));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_trial.Tried.Single().Value.Reveal(), Is.EqualTo(value));
            Assert.That(File.ReadAllText(TokenFile), Is.EqualTo(value));
        }
    }

    [Test]
    public async Task PendingOfAKilledRun_Refused_IsTakenBack()
    {
        LeavePending();
        _trial.Verdict = TrialVerdict.Refused;
        await FailedAsync(TokenErrorCode.ConfigUnreadable, Options, Request.For().In(TokenFile), Request.For("bob", "other"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Group, Is.Empty);
            Assert.That(File.Exists(TokenFile), Is.False);
            Assert.That(Matomo.TokensOf("bob").Any(row => row.Description == "other"), Is.False);
        }

        _trial.Verdict = TrialVerdict.Accepted;
        await RunStableAsync(Request.For().In(TokenFile));
    }

    [Test]
    public async Task GivenSaltThatTheAnonymousRowDenies_IsTried()
    {
        var result = await OnceAsync([Request.For()], OtherSalt);
        Assert.That(_trial.Tried.Single().Value, Is.EqualTo(result.Outcomes.Single().Value));
        Assert.That(Group, Has.Count.EqualTo(1));
    }

    [TestCase(nameof(TrialVerdict.Refused))]
    [TestCase(nameof(TrialVerdict.Undecided))]
    public async Task GivenSaltThatTheAnonymousRowDenies_NotAccepted_NothingRemains(string verdictName)
    {
        var verdict = Enum.Parse<TrialVerdict>(verdictName);
        _trial.Verdict = verdict;
        var exception = await RefusedAsync(TokenErrorCode.ConfigUnreadable, OtherSalt, Request.For().In(TokenFile));
        Assert.That(exception.Message, Does.Contain(verdict == TrialVerdict.Refused ? ScriptedTrial.Where : "could not be found out"));
    }

    [Test]
    public async Task ConfiguredSaltThatTheAnonymousRowDenies_IsNotTried()
    {
        await RefusedAsync(TokenErrorCode.ConfigUnreadable, OtherSalt with { SaltIsGiven = false }, Request.For());
        Assert.That(_trial.Tried, Is.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task GivenSaltThatTheAnonymousRowDenies_NotFoundIsNotGone(bool checkMode)
    {
        var value = Request.Fresh();
        Given(value);
        File.WriteAllText(TokenFile, value);
        Assert.That(
            () => OnceAsync([Request.For().In(TokenFile).Absent(), Request.For("bob", "other")], OtherSalt, checkMode),
            Throws.TypeOf<TokenException>().With.Property(nameof(TokenException.Code)).EqualTo(TokenErrorCode.ConfigUnreadable));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.ReadAllText(TokenFile), Is.EqualTo(value));
            Assert.That(Group, Has.Count.EqualTo(1));
        }
    }

    // As of the web server's environment: the anonymous user's row is older, and hashed with the configuration's.
    private DatabaseOptions OtherSalt => Options with { Salt = new Secret("e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0"), SaltIsGiven = true };

    private string LeavePending()
    {
        var value = Request.Fresh();
        Given(value);
        File.WriteAllText(InDirectory(".token.matomo_token-new"), value);
        return value;
    }

    private void KillConnection()
    {
        foreach (var connection in Matomo.Query("SELECT ID FROM information_schema.PROCESSLIST WHERE DB = ?", Matomo.Name))
            Matomo.Execute($"KILL CONNECTION {connection["ID"]}");
    }
}
