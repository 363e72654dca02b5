using Ansible.Modules.Parsing.Rules;

namespace Ansible.Modules.Parsing;

/// <summary>
/// Applies the rules in Ansible's order. All are applied even after a refusal, so that every secret is known before anything is said.
/// </summary>
/// <remarks>Source: ansible-core 2.14, module_utils/common/arg_spec.py, validate, and parameters.py, _validate_sub_spec.</remarks>
internal static class ArgumentParser
{
    /// <summary>Parses the arguments of a module into the scope. A refusal is in the log.</summary>
    public static void Parse(ArgumentScope top, string moduleName, bool ignoreUnknownOptions, ParsingLog log)
    {
        Check(top, log);
        log.ReportDeprecations();
        if (log.Unsupported.Count > 0 && !ignoreUnknownOptions)
        {
            log.Refuse(
                $"Unsupported parameters for ({moduleName}) module: {string.Join(", ", log.Unsupported.Keys)}. "
                + $"Supported parameters include: {log.Unsupported.Values.Last()}.");
        }
    }

    private static void Check(ArgumentScope scope, ParsingLog log)
    {
        DefaultRule.ApplyFallbacks(scope);
        AliasRule.Report(scope, log);
        AliasRule.Apply(scope, log);
        scope.EndGiven();
        EntryRule.Check(scope.Index, scope.Values, log);
        RemovedOptionRule.Check(scope, log);
        UnsupportedRule.Check(scope, log);
        PresenceRules.CheckExclusive(scope, log);
        DefaultRule.ApplyValues(scope);
        PresenceRules.CheckRequired(scope, log);
        TypeRule.Apply(scope, log);
        ChoicesRule.Apply(scope, log);
        PresenceRules.CheckTogether(scope, log);
        PresenceRules.CheckOneOf(scope, log);
        PresenceRules.CheckIf(scope, log);
        PresenceRules.CheckBy(scope, log);
        DefaultRule.ApplyNulls(scope);
        CollectConverted(scope, log);
        SuboptionsRule.Apply(scope, log, Check);
    }

    /// <summary>Collects what Ansible forgets: defaults, the parts of a list that was given as a string, an expanded path.</summary>
    private static void CollectConverted(ArgumentScope scope, ParsingLog log)
    {
        foreach (var option in scope.Index.WithSecret)
            log.Secrets.Collect(option.Name, scope.Values[option.Name]);
    }
}
