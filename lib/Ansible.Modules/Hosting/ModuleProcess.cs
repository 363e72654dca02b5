using Ansible.Modules.CommandLine;
using Ansible.Modules.Json;
using Ansible.Modules.Logging;
using Ansible.Modules.Output;

namespace Ansible.Modules.Hosting;

/// <summary>The outermost layer: turns whatever a run comes to into bytes on the output and an exit code.</summary>
internal sealed class ModuleProcess(ModuleChoice choice, Stream input, Stream output, ISystemLog? systemLog, bool ownsProcess)
{
    private const int Succeeded = 0;
    private const int Failed = 1;

    private readonly ModuleRun _run = new(choice, input, systemLog, ownsProcess);
    private bool _pretty;
    private int _answered;

    public async Task<int> RunAsync(IReadOnlyList<string> commandLine, CancellationToken cancellationToken)
    {
        _pretty = commandLine.Contains(CommandLineRequest.Pretty);
        var reply = await ReplyAsync(commandLine, cancellationToken);
        if (!IsFirstToAnswer())
            await Task.Delay(Timeout.Infinite, CancellationToken.None);

        var written = Write(reply.Answer, reply.Failure);
        if (!written && reply.Undo is { } undo)
            await UndoAsync(undo);

        _run.CleanUp();
        return written ? reply.ExitCode : Failed;
    }

    /// <summary>Answers for a module's thread that died of an exception, and ends the process before the runtime aborts it.</summary>
    public void AnswerCrash(Exception exception) => AnswerAndExit(Unforeseen(exception, changed: false));

    private void AnswerAndExit(ModuleFailedException failure)
    {
        if (!IsFirstToAnswer())
        {
            Thread.CurrentThread.IsBackground = true;
            Thread.Sleep(Timeout.Infinite);
        }

        Write(Json(Failure(failure)), failure.Message);
        _run.CleanUp();
        Environment.Exit(Failed);
    }

    private bool IsFirstToAnswer() => Interlocked.Exchange(ref _answered, 1) == 0;

    private async Task<Reply> ReplyAsync(IReadOnlyList<string> commandLine, CancellationToken cancellationToken)
    {
        var changed = false;
        try
        {
            choice.FollowProgram();
            var request = CommandLineParser.Parse(choice.Module.Name, commandLine);
            if (TextFor(request) is { } text)
                return new Reply(stream => stream.Write(Encoding.UTF8.GetBytes(text)), Succeeded);

            if (ownsProcess && ProcessLimits.Shortage() is { } shortage)
                return Failing(new ModuleFailedException(ModuleFailedException.NotStarted, shortage));

            if (_run.Prepare(request) is { } refusal)
                return Failing(refusal);

            var result = await _run.AnswerAsync(() => AnswerAndExit(Stopped()), cancellationToken);
            changed = result.Changed;
            return new Reply(Json(_run.Document().Success(result)), Succeeded) { Undo = result.Undo };
        }
        catch (ModuleFailedException failure)
        {
            return Failing(failure);
        }
        catch (Exception exception)
        {
            return Failing(Unforeseen(exception, changed));
        }
    }

    private string? TextFor(CommandLineRequest request) =>
        request.Has(CommandLineRequest.Help) ? HelpText.Of(choice.Module, request.Operand) :
        request.Has(CommandLineRequest.Version) ? $"{choice.Module.Name} {choice.Module.Version}\n" :
        null;

    private Reply Failing(ModuleFailedException failure) => new(Json(Failure(failure)), Failed) { Failure = failure.Message };

    private Action<Stream> Json(JsonMap document) => stream => JsonOutput.Write(document, stream, _pretty);

    private JsonMap Failure(ModuleFailedException failure)
    {
        try
        {
            return _run.Document().Failure(failure);
        }
        catch (Exception exception)
        {
            // A field of the failure itself cannot be written; without fields, nothing is left that could not.
            return _run.Document().Failure(Unforeseen(exception, failure.Changed));
        }
    }

    private static ModuleFailedException Unforeseen(Exception exception, bool changed)
    {
        // The first use of a type says that it failed, and not why.
        var cause = exception is TypeInitializationException ? exception.GetBaseException() : exception;
        var message = cause is OutOfMemoryException
            ? "The system gave this process no more memory, or no more threads (ulimit -v, ulimit -u, the limits of its container)."
            : $"Unexpected {cause.GetType().Name}: {cause.Message}";
        return new ModuleFailedException(ModuleFailedException.InternalError, message, innerException: exception) { Changed = changed };
    }

    private static ModuleFailedException Stopped() => new(
        ModuleFailedException.InternalError,
        "Stopped by a signal. What was under way did not end in time: it may have been done, or not. Run the task again to find out.");

    private bool Write(Action<Stream> answer, string? failure)
    {
        try
        {
            answer(output);
            output.Flush();
            return true;
        }
        catch (IOException exception)
        {
            var said = failure is null ? "" : $". It was: {failure}";
            Complain($"The answer could not be written to standard output: {exception.Message}{said}");
            return false;
        }
    }

    private async Task UndoAsync(Func<Task> undo)
    {
        try
        {
            await undo();
            Complain("What only the answer told of was taken back.");
        }
        catch (Exception exception)
        {
            Complain($"What only the answer told of could not be taken back: {exception.Message}");
        }
    }

    private void Complain(string message)
    {
        var masked = _run.Mask(message);
        _run.Log(masked);
        try
        {
            using var error = new DescriptorStream(DescriptorStream.StandardError);
            error.Write(Encoding.UTF8.GetBytes(masked + "\n"));
        }
        catch (IOException)
        {
            // Nobody is left to tell.
        }
    }

    /// <param name="Answer">Writes the answer.</param>
    /// <param name="ExitCode">The exit code when it is written.</param>
    private sealed record Reply(Action<Stream> Answer, int ExitCode)
    {
        /// <summary>What is done when it is not.</summary>
        public Func<Task>? Undo { get; init; }

        /// <summary>Of a failure, the message.</summary>
        public string? Failure { get; init; }
    }
}
