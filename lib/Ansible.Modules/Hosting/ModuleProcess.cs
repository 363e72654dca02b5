using System.Text;
using Ansible.Modules.CommandLine;
using Ansible.Modules.Json;
using Ansible.Modules.Output;

namespace Ansible.Modules.Hosting;

/// <summary>The outermost layer: turns whatever a run comes to into bytes on the output and an exit code.</summary>
internal sealed class ModuleProcess(IAnsibleModule module, Stream input, Stream output, bool stopOnSignals)
{
    private const int Succeeded = 0;
    private const int Failed = 1;

    public async Task<int> RunAsync(IReadOnlyList<string> commandLine, CancellationToken cancellationToken)
    {
        var (answer, exitCode) = await AnswerAsync(commandLine, cancellationToken);
        try
        {
            output.Write(answer);
            output.Flush();
            return exitCode;
        }
        catch (IOException exception)
        {
            Complain(exception);
            return Failed;
        }
    }

    private async Task<(byte[] Answer, int ExitCode)> AnswerAsync(IReadOnlyList<string> commandLine, CancellationToken cancellationToken)
    {
        var pretty = commandLine.Contains(CommandLineParser.PrettyFlag);
        var run = new ModuleRun(module, input, stopOnSignals);
        var changed = false;
        try
        {
            var request = CommandLineParser.Parse(module.Name, commandLine);
            if (TextFor(request) is { } text)
            {
                return (Encoding.UTF8.GetBytes(text), Succeeded);
            }

            var result = await run.AnswerAsync(request, cancellationToken);
            changed = result.Changed;
            return (JsonOutput.Write(run.Document().Success(result), pretty), Succeeded);
        }
        catch (ModuleFailedException failure)
        {
            return (Failure(run, failure, pretty), Failed);
        }
        catch (Exception exception)
        {
            return (Failure(run, Unforeseen(exception, changed), pretty), Failed);
        }
    }

    private string? TextFor(CommandLineRequest request) =>
        request.Help ? HelpText.Of(module) :
        request.Version ? $"{module.Name} {module.Version}\n" :
        null;

    private static byte[] Failure(ModuleRun run, ModuleFailedException failure, bool pretty)
    {
        try
        {
            return JsonOutput.Write(run.Document().Failure(failure), pretty);
        }
        catch (Exception exception)
        {
            // A field of the failure itself cannot be written; without fields, nothing is left that could not.
            return JsonOutput.Write(run.Document().Failure(Unforeseen(exception, failure.Changed)), pretty);
        }
    }

    private static ModuleFailedException Unforeseen(Exception exception, bool changed) => new(
        ModuleFailedException.InternalError, $"Unexpected {exception.GetType().Name}: {exception.Message}", innerException: exception)
    {
        Changed = changed,
    };

    private static void Complain(IOException exception)
    {
        try
        {
            using var error = new DescriptorStream(DescriptorStream.StandardError);
            error.Write(Encoding.UTF8.GetBytes($"The answer could not be written to standard output: {exception.Message}\n"));
        }
        catch (IOException)
        {
            // Nobody is left to tell.
        }
    }
}
