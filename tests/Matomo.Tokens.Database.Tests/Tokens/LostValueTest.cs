using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>Somebody removes the token file's directory between the commit and the renaming: value and token are lost.</summary>
public sealed class LostValueTest() : DatabaseFixture(MatomoTables.Matomo5)
{
    [Test]
    public async Task NewToken_IsDeletedAgain()
    {
        var (rows, file) = (AllRows(), InNewDirectory("volatile"));
        var failure = await LoseAsync(Path.GetDirectoryName(file)!, Request.For().In(file));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.TokenFileUnwritable));
            Assert.That(failure.Message, Does.Contain("deleted again").And.Not.Contain("is safe"));
            Assert.That(failure.TokenWasMade, Is.False);
            Assert.That(AllRows(), Is.EqualTo(rows));
        }
    }

    [Test]
    public async Task OneOfTwo_TheOtherIsKept()
    {
        var lost = InNewDirectory("volatile");
        var failure = await LoseAsync(
            Path.GetDirectoryName(lost)!, Request.For(description: "Other").In(lost), Request.For().In(TokenFile));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((ReconcileException)failure).Completed.Single().Request.TokenFile?.Path, Is.EqualTo(TokenFile));
            Assert.That(failure.TokenWasMade, Is.True);
            Assert.That(RowOf(Request.Value(File.ReadAllText(TokenFile))), Is.EqualTo(Group.Single()));
            Assert.That(Matomo.Tokens.Where(row => row.Description == "Other"), Is.Empty);
        }
    }

    private async Task<TokenException> LoseAsync(string directory, params TokenRequest[] requests)
    {
        var store = new MeddledStore(new DatabaseTokenStore(Options), () => Directory.Delete(directory, recursive: true));
        var reconciler = new TokenReconciler(store, TimeProvider.System);
        return (await Assert.CatchAsync<TokenException>(() => reconciler.RunAsync(requests, checkMode: false, CancellationToken.None)))!;
    }

    /// <summary>Does something once, when the first batch is committed.</summary>
    private sealed class MeddledStore(ITokenStore store, Action meddle) : ITokenStore
    {
        public string Name => store.Name;

        public string? Url => store.Url;

        public async Task<ITokenSession> OpenAsync(IReadOnlyList<TokenQuery> queries, CancellationToken cancellationToken) =>
            new Session(await store.OpenAsync(queries, cancellationToken), meddle);

        private sealed class Session(ITokenSession session, Action meddle) : ITokenSession
        {
            private bool _isMeddled;

            public StoreObservation Observation => session.Observation;

            public IReadOnlyList<TokenBatch> Batches(IReadOnlyList<TokenStep> plan) => session.Batches(plan);

            public async Task<IReadOnlyList<AppliedStep>> ApplyAsync(TokenBatch batch, CancellationToken cancellationToken)
            {
                var applied = await session.ApplyAsync(batch, cancellationToken);
                if (!_isMeddled)
                    meddle();

                _isMeddled = true;
                return applied;
            }

            public Task<bool> UndoAsync(Exception failure) => session.UndoAsync(failure);

            public ValueTask DisposeAsync() => session.DisposeAsync();
        }
    }
}
