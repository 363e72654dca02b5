using Matomo.Contract.Tests.Calls;

namespace Matomo.Contract.Tests.Targets;

/// <summary>A real installation.</summary>
public sealed class InstallationTarget : ContractTarget
{
    // Fixtures run on the same installation from the same address.
    private static readonly FailureBudget BudgetOfRun = new();
    private readonly Uri _url;

    private InstallationTarget(Uri url, ContractUsers users, ContractVersion version) => (_url, Users, Version) = (url, users, version);

    public Uri Url => _url;

    public override ContractVersion Version { get; }

    public override ContractUsers Users { get; }

    public override FailureBudget Budget => BudgetOfRun;

    public static InstallationTarget Find(string url, string usersPath)
    {
        var address = new Uri(url.EndsWith('/') ? url : url + "/");
        var users = ContractUsers.Read(usersPath);
        return new InstallationTarget(address, users, DetectAsync(address, users.SuperUser).GetAwaiter().GetResult());
    }

    public override Task<Uri> StartAsync() => Task.FromResult(_url);

    public override Task StopAsync() => Task.CompletedTask;

    public override string ToString() => $"installation {_url}";

    /// <summary>3.x names the method that it lacks, later versions the parameter. A token is told the rest.</summary>
    private static async Task<ContractVersion> DetectAsync(Uri url, ContractUser superUser)
    {
        using var probe = new MatomoApi(url, 0, BudgetOfRun);
        var refusal = (await probe.CallAsync("UsersManager.createAppSpecificTokenAuth")).Message;
        using var api = new MatomoApi(url, refusal.Contains("userLogin", StringComparison.Ordinal) ? 4 : 3, BudgetOfRun);
        var reply = await api.CallAsync("API.getMatomoVersion", ("token_auth", await api.TokenOfAsync(superUser)));
        return ContractVersion.Parse((string?)reply.Value ?? throw new InvalidOperationException($"No version: {reply}"));
    }
}
