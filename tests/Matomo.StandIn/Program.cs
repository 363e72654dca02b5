using System.Security.Cryptography;
using Matomo.StandIn;
using Matomo.StandIn.CommandLine;
using Matomo.TestDatabase;
using MySqlConnector;
using Newtonsoft.Json;

if (args.Contains("--help"))
{
    Console.WriteLine(Help.Text);
    return 0;
}

try
{
    var options = StandInArguments.Parse(args);
    using var server = options.Installation is null ? null : DatabaseServer.Start();
    if (server is not null)
        options = OwnDatabase.Install(options, server);

    await using var standIn = await MatomoStandIn.StartAsync(options);
    Console.WriteLine($"Matomo {options.Version} stand-in listening on {standIn.Url}");
    await standIn.WaitForShutdownAsync();
    return 0;
}
catch (Exception exception) when (exception is FormatException or IOException or JsonException or MySqlException or CryptographicException
    or InvalidOperationException)
{
    await Console.Error.WriteLineAsync($"matomo-stand-in: {exception.Message}");
    return 2;
}
