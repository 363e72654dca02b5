using Matomo.Contract.Tests.Calls;

namespace Matomo.Contract.Tests.Targets;

/// <summary>A real installation.</summary>
public sealed class InstallationTarget : ContractTarget
{
    // Fixtures run on the same installation from the same address.
    private static readonly FailureBudget BudgetOfRun = new();
    private readonly Uri _url;

    private InstallationTarget(Uri url, ContractUsers users, int major) => (_url, Users, Major) = (url, users, major);

    public Uri Url => _url;

    public override int Major { get; }

    public override ContractUsers Users { get; }

    public override FailureBudget Budget => BudgetOfRun;

    public static InstallationTarget Find(string url, string usersPath)
    {
        var address = new Uri(url.EndsWith('/') ? url : url + "/");
        return new InstallationTarget(address, ContractUsers.Read(usersPath), DetectAsync(address).GetAwaiter().GetResult());
    }

    public override Task<Uri> StartAsync() => Task.FromResult(_url);

    public override Task StopAsync() => Task.CompletedTask;

    public override string ToString() => $"installation {_url}";

    /// <summary>By behaviour: 3.x has API.hasSVGLogo; 4.x answers a method that it lacks with 200, 5.x with 400.</summary>
    private static async Task<int> DetectAsync(Uri url)
    {
        using var api = new MatomoApi(url, 0, BudgetOfRun);
        var reply = await api.CallAsync("API.hasSVGLogo");
        return reply.IsError ? (reply.Status == 400 ? 5 : 4) : 3;
    }
}
