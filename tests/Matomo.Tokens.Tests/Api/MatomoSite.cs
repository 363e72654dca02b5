using System.Collections.Concurrent;
using Matomo.StandIn;
using Matomo.StandIn.Faults;
using Matomo.StandIn.Users;

namespace Matomo.Tokens.Tests.Api;

/// <summary>A stand-in for Matomo, and a folder on a host.</summary>
internal abstract class MatomoSite : IAsyncDisposable
{
    public const string Three = "3.14.1";
    public const string Four = "4.16.1";
    public const string Five = "5.3.0-alpha";
    public const string FiveEight = "5.8.0";
    public const string Newest = "6.0.0";
    public const string Creation = "UsersManager.createAppSpecificTokenAuth";
    public const string Preference = "UsersManager.getUserPreference";
    public const string Description = "WP-Matomo";

    private const string Address = "127.0.0.1";

    /// <summary>Stand-ins that are free again: to start one takes longer than most tests do.</summary>
    private static readonly ConcurrentBag<MatomoStandIn> Free = [];

    private readonly int _rowsAtStart;
    private readonly bool _isReusable;

    protected MatomoSite(MatomoStandIn matomo, bool isReusable)
    {
        Matomo = matomo;
        _isReusable = isReusable;
        _rowsAtStart = matomo.Tokens.Rows.Count;
        Folder = Directory.CreateTempSubdirectory("matomo_token-").FullName;
    }

    public static string[] All { get; } = [Three, Four, Five, FiveEight, Newest];

    public static string[] Creating { get; } = [Four, Five, FiveEight, Newest];

    public MatomoStandIn Matomo { get; }

    public string Folder { get; }

    public string TokenFile => Path.Combine(Folder, "token");

    public string Companion => TokenFile + ".json";

    public IReadOnlyList<string> Calls => [.. Matomo.Requests.Select(request => request.Method)];

    /// <summary>How often a password was sent: once to be checked, and once for each creation.</summary>
    public int PasswordsSent =>
        Matomo.Requests.Count(request => request.Form.ContainsKey("passwordConfirmation") || request.Form.ContainsKey("md5Password"));

    /// <summary>How often a token was asked for; to check a password, one is asked for with a date that is none.</summary>
    public int CreationsSent =>
        PasswordsSent - Matomo.Requests.Count(request => request.Form.TryGetValue("expireDate", out var date) && date.Contains(','));

    public int TokensMade => Matomo.Tokens.Rows.Count - _rowsAtStart;

    /// <summary>A value that is no token's.</summary>
    public static string Dead() => Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());

    /// <summary>Makes a token known to Matomo alone; its value.</summary>
    public string Give(string login, DateTime? expires = null)
    {
        var value = Dead();
        Matomo.AddToken(login, new PresetToken(value, Description) { ExpiresAt = expires });
        return value;
    }

    /// <summary>Lets the creation meet a fault; two calls of the same method pass, which tell the version and check the password.</summary>
    public void BreakCreation(Fault fault) => Matomo.Faults.Add(fault with { Method = Creation, Skip = 2 });

    public void LockOut() => FailLogins(25);

    public void FailLogins(int times)
    {
        for (var at = 0; at < times; at++)
            Matomo.FailedLogins.Add(Address, null);
    }

    public void MadeNothing(int passwordsSent = 0, int failedLogins = 0)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TokensMade, Is.Zero, "tokens made");
            Assert.That(PasswordsSent, Is.EqualTo(passwordsSent), "passwords sent");
            Assert.That(Matomo.FailedLogins.All, Has.Count.EqualTo(failedLogins), "failed logins");
            Assert.That(Directory.GetFiles(Folder, ".*.matomo_token-new"), Is.Empty, "pending file");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);

        // A fault may still be at work on an answer.
        if (_isReusable && Matomo.Faults.Active.Count == 0)
            Free.Add(Matomo);
        else
            await Matomo.DisposeAsync();
    }

    protected static StandInOptions Installation(string version, string language) =>
        new() { Version = MatomoVersion.Parse(version), Settings = new() { Language = language } };

    protected static async Task<(MatomoStandIn Matomo, bool IsReusable)> TakeAsync(StandInOptions options)
    {
        var isReusable = options is { Port: 0, CertificatePath: null };
        if (!isReusable || !Free.TryTake(out var matomo))
            return (await MatomoStandIn.StartAsync(options), isReusable);

        matomo.Reinstall(options);
        return (matomo, isReusable);
    }
}
