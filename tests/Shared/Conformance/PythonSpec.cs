using Ansible.Modules.Arguments;
using Ansible.Modules.Json;
using Ansible.Modules.Python;
using Ansible.Modules.Types;

namespace Tests.Conformance;

/// <summary>A specification as AnsibleModule takes it, its keyword arguments as JSON.</summary>
internal static class PythonSpec
{
    public static string Of(ArgumentSpec spec)
    {
        var arguments = Rules(spec);
        arguments["argument_spec"] = Options(spec);
        return JsonOutput.Dumps(arguments);
    }

    private static JsonMap Rules(ArgumentSpec spec)
    {
        var rules = new JsonMap
        {
            ["mutually_exclusive"] = JsonCopy.Of(spec.MutuallyExclusive),
            ["required_together"] = JsonCopy.Of(spec.RequiredTogether),
            ["required_one_of"] = JsonCopy.Of(spec.RequiredOneOf),
            ["required_if"] = JsonCopy.Of(
                spec.RequiredIf.Select(rule => new object?[] { rule.Option, rule.Value, rule.Required, rule.AnyOf })),
        };
        var requiredBy = new JsonMap();
        foreach (var rule in spec.RequiredBy)
            requiredBy[rule.Option] = JsonCopy.Of(rule.Required);

        rules["required_by"] = requiredBy;
        return rules;
    }

    private static JsonMap Options(ArgumentSpec spec)
    {
        var options = new JsonMap();
        foreach (var option in spec.Options)
            options[option.Name] = Of(option);

        return options;
    }

    private static JsonMap Of(ArgumentOption option)
    {
        var python = option.Options is { } inner ? Rules(inner) : new JsonMap();
        python["type"] = TypeConversion.NameOf(option.Type);
        python["required"] = option.Required;
        python["default"] = JsonCopy.Of(option.Default);
        python["choices"] = JsonCopy.Of(option.Choices);
        python["aliases"] = JsonCopy.Of(option.Aliases);
        python["no_log"] = option.SaidNoLog;
        python["elements"] = option.Elements is { } elements ? TypeConversion.NameOf(elements) : null;
        python["apply_defaults"] = option.ApplyDefaults;
        python["removed_in_version"] = option.RemovedInVersion;
        python["removed_at_date"] = option.RemovedAtDate;
        python["removed_from_collection"] = option.RemovedFromCollection;
        python["deprecated_aliases"] = JsonCopy.Of(option.DeprecatedAliases.Select(Of));
        if (option.Options is { } suboptions)
            python["options"] = Options(suboptions);

        return python;
    }

    private static JsonMap Of(DeprecatedAlias alias) => new()
    {
        ["name"] = alias.Name,
        [alias.Date is null ? "version" : "date"] = alias.Date ?? alias.Version,
        ["collection_name"] = alias.CollectionName,
    };
}
