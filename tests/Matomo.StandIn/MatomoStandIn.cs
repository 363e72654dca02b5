using System.Net;
using System.Security.Cryptography.X509Certificates;
using Matomo.StandIn.Control;
using Matomo.StandIn.Faults;
using Matomo.StandIn.Logins;
using Matomo.StandIn.Requests;
using Matomo.StandIn.Time;
using Matomo.StandIn.Tokens;
using Matomo.StandIn.Users;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Matomo.StandIn;

/// <summary>A Matomo on 127.0.0.1, as far as tokens go: it answers what an installation of its version answers.</summary>
public sealed class MatomoStandIn : IAsyncDisposable
{
    private readonly RequestLog _log = new();
    private readonly WebApplication _host;
    private Installation _installation;
    private RequestHandler _handler;

    private MatomoStandIn(StandInOptions options)
    {
        (_installation, _handler) = Install(options);
        _host = Build(options);
        ControlEndpoints.Map(_host, this, () => _installation);
        _host.Map("/{**path}", context => _handler.HandleAsync(context));
    }

    public Uri Url => new(_host.Urls.Single() + "/");

    public MatomoVersion Version => _installation.Version;

    public string Salt => _installation.Options.Salt;

    public StandInClock Clock => _installation.Clock;

    public StandInSettings Settings
    {
        get => _installation.Settings;
        set => _installation.Settings = value;
    }

    public UserTable Users => _installation.Users;

    public ITokenTable Tokens => _installation.Tokens;

    public FailedLogins FailedLogins => _installation.FailedLogins;

    public FaultSwitches Faults { get; } = new();

    /// <summary>What was asked of it so far, its control endpoints apart.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.All;

    /// <summary>Starts one; it answers when the task is done.</summary>
    public static async Task<MatomoStandIn> StartAsync(StandInOptions? options = null)
    {
        var standIn = new MatomoStandIn(options ?? new StandInOptions());
        await standIn._host.StartAsync();
        return standIn;
    }

    /// <summary>How many two-factor codes were tried so far, each of which is spent (options twofa_codes_used_… of the database).</summary>
    public int SpentCodes => _installation.Codes.Spent;

    /// <summary>
    /// Begins anew at the same address: another installation, of which nothing has been asked. Port and certificate stay.
    /// </summary>
    public void Reinstall(StandInOptions options)
    {
        (_installation, _handler) = Install(options);
        Faults.Clear();
        _log.Clear();
    }

    public void ClearRequests() => _log.Clear();

    /// <summary>Adds a token as if it had been there from the start.</summary>
    public TokenRow AddToken(string login, PresetToken token) => _installation.AddPreset(login, token);

    /// <summary>Ends when the process is told to stop (SIGTERM, SIGINT) or the stand-in is disposed of.</summary>
    public Task WaitForShutdownAsync() => _host.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
    }

    private (Installation Installation, RequestHandler Handler) Install(StandInOptions options)
    {
        var installation = new Installation(options);
        return (installation, new RequestHandler(installation, Faults, _log));
    }

    private static WebApplication Build(StandInOptions options)
    {
        // The host watches this directory with all that is in it; by default the current one, which may be /.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port, endpoint => UseCertificate(endpoint, options));
        });
        return builder.Build();
    }

    private static void UseCertificate(ListenOptions endpoint, StandInOptions options)
    {
        if (options.CertificatePath is not { } path)
            return;

        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(path);
        var certificate = X509Certificate2.CreateFromPemFile(path, options.KeyPath);
        endpoint.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.ServerCertificateChain = chain;
        });
    }
}
