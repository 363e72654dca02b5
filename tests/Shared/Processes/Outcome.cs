using Newtonsoft.Json.Linq;

namespace Tests.Processes;

/// <summary>What a process left when it ended. A signal's exit code is 128 and its number.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    public JObject Json => JObject.Parse(Output);

    public string Everything => $"exit code {ExitCode}\n{Output}\n{Error}";
}
