using Ansible.Modules.Json;
using Ansible.Modules.Logging;
using Ansible.Modules.Secrets;

namespace Ansible.Modules.Output;

/// <summary>Builds the one JSON object. The module's own fields are left whole, save msg; secrets are masked in all the rest.</summary>
/// <param name="settings">What Ansible says about the task.</param>
/// <param name="notices">Warnings and deprecations.</param>
/// <param name="secrets">The secrets known by now. Their mask is made when something is to be masked: for 10,000 it takes time.</param>
/// <param name="arguments">The arguments as far as they were parsed; null when the answer must not repeat them.</param>
/// <param name="names">The options that hold secrets.</param>
internal sealed class AnswerDocument(
    TaskSettings settings, NoticeLog notices, SecretSet secrets, JsonMap? arguments, SecretNames? names)
{
    private const int TracebackVerbosity = 3;
    private const string NewSecrets = "_ansible_new_secrets";

    private SecretMask Mask => secrets.ToMask();

    public JsonMap Success(ModuleResult result)
    {
        var document = new JsonMap { ["changed"] = result.Changed };
        AddFields(document, result.Fields);
        if (settings.MasksNewSecrets)
            NameSecrets(document);

        AddNotices(document);
        if (settings.DiffMode && DiffOf(result) is { } diff)
            document["diff"] = Mask.Apply(diff);

        AddInvocation(document);
        return document;
    }

    public JsonMap Failure(ModuleFailedException failure)
    {
        var document = new JsonMap
        {
            ["failed"] = true,
            ["changed"] = failure.Changed,
            ["msg"] = Mask.Apply(failure.Message),
            ["error_code"] = failure.ErrorCode,
        };
        AddFields(document, failure.Fields);
        if (settings.Verbosity >= TracebackVerbosity && failure.InnerException is { } cause)
            document["exception"] = Mask.Apply(cause.ToString());

        AddNotices(document);
        AddInvocation(document);
        return document;
    }

    private void AddFields(JsonMap document, IReadOnlyList<KeyValuePair<string, object?>> fields)
    {
        foreach (var (name, value) in fields)
            document[name] = name == "msg" ? Mask.Apply(JsonCopy.Of(value)) : JsonCopy.Of(value);

        if (settings.NoLog && document.GetValueOrDefault("results") is JsonList results)
            HideEach(results);
    }

    // ansible-core 2.22, module_utils/basic.py, _return_formatted. Only those that are in the answer: it may be kept in a file (async).
    private void NameSecrets(JsonMap document)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        Find(document);
        if (found.Count > 0)
            document[NewSecrets] = new JsonList(found);

        void Find(object? value)
        {
            switch (value)
            {
                case string text when Mask.IsSecret(text):
                    found.Add(text);
                    break;
                case JsonList list:
                    list.ForEach(Find);
                    break;
                case JsonMap map:
                    foreach (var (_, member) in map)
                        Find(member);

                    break;
            }
        }
    }

    // ansible-core 2.19 takes a list of this name for the results of a loop, and prints it for a task with no_log as well, save the
    // elements that say so themselves (executor/task_result.py, as_callback_task_result). What is registered has them whole.
    private static void HideEach(JsonList results)
    {
        foreach (var element in results.OfType<JsonMap>())
            element["_ansible_no_log"] = true;
    }

    private void AddNotices(JsonMap document)
    {
        if (notices.Warnings is { Count: > 0 } warnings)
            document["warnings"] = Mask.Apply(warnings);

        if (notices.Deprecations is { Count: > 0 } deprecations)
            document["deprecations"] = Mask.Apply(deprecations);
    }

    private void AddInvocation(JsonMap document)
    {
        // Ansible masks no key; here a secret is no key either.
        if (arguments is not null)
            document["invocation"] = new JsonMap { ["module_args"] = Mask.Apply(arguments, names) };
    }

    private static object? DiffOf(ModuleResult result) =>
        result.Diffs is { } diffs ? new JsonList(diffs.Select(DiffOf)) : result.Diff is { } diff ? DiffOf(diff) : null;

    private static JsonMap DiffOf(ModuleDiff diff)
    {
        var document = new JsonMap { ["before"] = JsonCopy.Of(diff.Before), ["after"] = JsonCopy.Of(diff.After) };
        if (diff.BeforeHeader is not null)
            document["before_header"] = diff.BeforeHeader;

        if (diff.AfterHeader is not null)
            document["after_header"] = diff.AfterHeader;

        return document;
    }
}
