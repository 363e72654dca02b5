using Ansible.Modules.CommandLine;
using Ansible.Modules.Logging;
using Ansible.Modules.Output;
using Ansible.Modules.Parsing;
using Ansible.Modules.Parsing.Rules;
using Ansible.Modules.Secrets;
using Ansible.Modules.Types;

namespace Ansible.Modules.Hosting;

/// <summary>One call of a module, from the command line to the answer. Keeps what is known so far, for any answer.</summary>
internal sealed class ModuleRun(ModuleChoice choice, Stream input, ISystemLog? systemLog, bool ownsProcess)
{
    private readonly SecretSet _secrets = new();
    private readonly NoticeLog _notices = new();
    private TaskSettings _settings = new();
    private SecretNames? _names;
    private JsonMap? _arguments;
    private ModuleContext? _context;

    private IAnsibleModule Module => choice.Module;

    /// <summary>Reads the arguments.</summary>
    /// <returns>
    /// Why they are refused; null when they are not. It is not thrown: to find the handler of its first exception a process reads in its
    /// unwinding tables.
    /// </returns>
    /// <exception cref="ModuleFailedException">There are no arguments that could be checked.</exception>
    public ModuleFailedException? Prepare(CommandLineRequest request)
    {
        var given = ArgumentsFile.Read(request.Operand, input);
        _settings = ReadSettings(request, given);
        choice.Follow(_settings.ModuleName);
        var moduleName = _settings.ModuleName ?? Module.Name;
        var scope = ArgumentScope.Top(Module.Arguments, given);
        _names = new SecretNames(choice.Modules.Select(module => module.Arguments), _secrets);
        _names.Collect(given);
        var log = new ParsingLog(_names, _notices, _settings.StringConversion);
        ArgumentParser.Parse(scope, moduleName, _settings.IgnoreUnknownOptions, log);
        _arguments = given;
        if (log.Refusal is not null)
            return new ModuleFailedException(ModuleFailedException.InvalidArguments, log.Refusal);

        _context = new ModuleContext(moduleName, scope, _settings, _notices, _secrets, systemLog);
        return null;
    }

    /// <summary>The answer when all went well, after <see cref="Prepare"/>.</summary>
    /// <param name="answerStopped">Answers for a run that goes on after a signal, and ends the process.</param>
    /// <param name="cancellationToken">Stops the module.</param>
    /// <exception cref="ModuleFailedException">The module fails.</exception>
    public async Task<ModuleResult> AnswerAsync(Action answerStopped, CancellationToken cancellationToken)
    {
        var context = _context ?? throw new InvalidOperationException("The arguments were not read, or are refused.");
        if (context.CheckMode && !Module.SupportsCheckMode)
            return Skipped(context.ModuleName);

        if (!context.NoLog && _names is { } names)
            context.Log(InvocationText.Of(context.Arguments.Scope, names, _secrets.ToMask(), context.Warn));

        using var stop = ownsProcess ? new StopSignals(context.UnfinishedWork, answerStopped, cancellationToken) : null;
        var token = stop?.Token ?? cancellationToken;
        try
        {
            return await Module.RunAsync(context, token) ?? throw new InvalidOperationException("The module returned no result.");
        }
        catch (OperationCanceledException exception) when (token.IsCancellationRequested)
        {
            throw new ModuleFailedException(
                ModuleFailedException.InternalError, "Stopped by a signal before the work was done.", innerException: exception);
        }
    }

    /// <summary>The frame of the answer, with everything learned up to now.</summary>
    public AnswerDocument Document() =>
        new(_settings, _notices, _secrets, _settings.InjectInvocation is true ? _arguments : null, _names);

    public string Mask(string text) => _secrets.ToMask().ApplyInside(text);

    /// <summary>Tells the host's administrator what the answer cannot, whatever the task keeps out of logs otherwise.</summary>
    public void Log(string masked) =>
        systemLog?.Write($"ansible-{_settings.ModuleName ?? Module.Name}", SyslogFacility.NumberOf(_settings.SyslogFacility), masked);

    /// <summary>Removes what the run needed on the way.</summary>
    public void CleanUp() => _context?.OwnDirectory.Remove();

    private static TaskSettings ReadSettings(CommandLineRequest request, JsonMap given)
    {
        try
        {
            var settings = TaskSettings.TakeFrom(given);
            return settings with
            {
                CheckMode = settings.CheckMode || request.Has(CommandLineRequest.Check),
                DiffMode = settings.DiffMode || request.Has(CommandLineRequest.Diff),
                InjectInvocation = settings.InjectInvocation ?? request.Has(CommandLineRequest.Verbose),
            };
        }
        catch (ConversionException exception)
        {
            throw new ModuleFailedException(ModuleFailedException.InvalidArguments, exception.Message);
        }
    }

    private static ModuleResult Skipped(string moduleName) => new(
        changed: false,
        [new("skipped", true), new("msg", $"remote module ({moduleName}) does not support check mode")]);
}
