using Matomo.StandIn;
using Matomo.StandIn.CommandLine;

if (args.Contains("--help"))
{
    Console.WriteLine(Help.Text);
    return 0;
}

try
{
    var options = StandInArguments.Parse(args);
    await using var standIn = await MatomoStandIn.StartAsync(options);
    Console.WriteLine($"Matomo {options.Version} stand-in listening on {standIn.Url}");
    await standIn.WaitForShutdownAsync();
    return 0;
}
catch (Exception exception) when (exception is FormatException or IOException or Newtonsoft.Json.JsonException or System.Security.Cryptography.CryptographicException)
{
    await Console.Error.WriteLineAsync($"matomo-stand-in: {exception.Message}");
    return 2;
}
