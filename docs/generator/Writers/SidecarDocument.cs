using Ansible.Modules;
using Ansible.Modules.Arguments;

namespace MatomoToken.Documentation.Writers;

/// <summary>
/// Writes the YAML file beside an executable from which <c>ansible-doc</c> (ansible-core 2.14 and later) reads its documentation.
/// </summary>
/// <remarks>
/// The file has the executable's name and <c>.yml</c> at its end. Ansible never takes it for the module. In texts, words with an
/// underscore are marked as code.
/// <c>ansible-doc --list</c> names no binary module, documented or not: it reads the executable before it looks beside it.
/// </remarks>
internal static class SidecarDocument
{
    /// <summary>The file's content.</summary>
    /// <param name="module">The module.</param>
    /// <param name="documentation">What is documented besides what the module says of itself.</param>
    /// <param name="examples">Tasks in YAML, which are shown as they are.</param>
    /// <returns>YAML with the keys DOCUMENTATION, EXAMPLES and RETURN.</returns>
    public static string Of(IAnsibleModule module, ModuleDocumentation documentation, string examples) => YamlOutput.Of(new()
    {
        ["DOCUMENTATION"] = Documentation(module, documentation),
        ["EXAMPLES"] = examples,
        ["RETURN"] = Returns(module.Returns),
    });

    private static OrderedDictionary<string, object?> Documentation(IAnsibleModule module, ModuleDocumentation documentation)
    {
        var document = new OrderedDictionary<string, object?> { ["module"] = module.Name, ["short_description"] = module.Summary };
        Add(document, "version_added", documentation.VersionAdded);
        Add(document, "description", Texts(module.Description));
        Add(document, "author", documentation.Author);
        Add(document, "requirements", Texts(documentation.Requirements));
        document["options"] = Options(module.Arguments, documentation.VersionAdded);
        Add(document, "attributes", Attributes(documentation.Attributes));
        Add(document, "notes", Texts(documentation.Notes));
        Add(document, "seealso", documentation.SeeAlso.Select(SeeAlso).ToList());
        return document;
    }

    private static OrderedDictionary<string, object?> Options(ArgumentSpec spec, string? versionAdded)
    {
        var options = new OrderedDictionary<string, object?>();
        foreach (var option in spec.Options)
            options[option.Name] = Option(spec, option, option.VersionAdded ?? versionAdded);

        return options;
    }

    private static OrderedDictionary<string, object?> Option(ArgumentSpec spec, ArgumentOption option, string? versionAdded)
    {
        var document = new OrderedDictionary<string, object?>
        {
            ["description"] = Texts(option.Description.Concat(OptionText.RulesOf(spec, option))),
            ["type"] = OptionText.NameOf(option.Type),
        };
        Add(document, "elements", option.Elements is { } elements ? OptionText.NameOf(elements) : null);
        document["required"] = option.Required;
        Add(document, "default", option.Default);
        Add(document, "choices", option.Choices);
        Add(document, "aliases", option.Aliases);
        Add(document, "version_added", versionAdded);
        if (option.Options is { } inner)
            document["suboptions"] = Options(inner, versionAdded);

        return document;
    }

    private static OrderedDictionary<string, object?> Attributes(IReadOnlyList<ModuleSupport> attributes)
    {
        var all = new OrderedDictionary<string, object?>();
        foreach (var attribute in attributes)
        {
            var document = new OrderedDictionary<string, object?>
            {
                ["description"] = CodeWords.ForAnsible(attribute.Description),
                ["support"] = attribute.Support,
            };
            Add(document, "details", attribute.Details is { } details ? CodeWords.ForAnsible(details) : null);
            Add(document, "platforms", attribute.Platforms);
            all[attribute.Name] = document;
        }

        return all;
    }

    private static OrderedDictionary<string, object?> SeeAlso(SeeAlso place)
    {
        var document = new OrderedDictionary<string, object?>
        {
            [place.Link is null ? "module" : "name"] = place.Name,
            ["description"] = CodeWords.ForAnsible(place.Description),
        };
        Add(document, "link", place.Link);
        return document;
    }

    private static OrderedDictionary<string, object?> Returns(IReadOnlyList<ReturnValue> values)
    {
        var all = new OrderedDictionary<string, object?>();
        foreach (var value in values)
        {
            var document = new OrderedDictionary<string, object?>
            {
                ["description"] = Texts(value.Description),
                ["returned"] = CodeWords.ForAnsible(value.Returned),
                ["type"] = OptionText.NameOf(value.Type),
            };
            Add(document, "elements", value.Elements is { } elements ? OptionText.NameOf(elements) : null);
            Add(document, "choices", value.Choices);
            Add(document, "sample", value.Sample);
            Add(document, "contains", Returns(value.Contains));
            all[value.Name] = document;
        }

        return all;
    }

    private static List<string> Texts(IEnumerable<string> texts) => [.. texts.Select(CodeWords.ForAnsible)];

    // What is not said is left out. An empty dictionary says something when it is a default.
    private static void Add(OrderedDictionary<string, object?> document, string name, object? value)
    {
        if (value is not (null or IReadOnlyCollection<object?> { Count: 0 })
            && (name == "default" || value is not OrderedDictionary<string, object?> { Count: 0 }))
        {
            document[name] = value;
        }
    }
}
