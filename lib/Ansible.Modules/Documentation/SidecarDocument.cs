using Ansible.Modules.Json;
using Ansible.Modules.Types;

namespace Ansible.Modules.Documentation;

/// <summary>Writes the YAML file beside an executable that <c>ansible-doc</c>, of ansible-core 2.14 and later, reads its documentation from.</summary>
/// <remarks>
/// The file has the executable's name and <c>.yml</c> at its end. Ansible never takes it for the module. In texts, words with an underscore are marked as code.
/// <c>ansible-doc --list</c> names no binary module, documented or not: it reads the executable before it looks beside it.
/// </remarks>
public static class SidecarDocument
{
    /// <summary>The file's content.</summary>
    /// <param name="module">The module.</param>
    /// <param name="examples">Tasks in YAML, which are shown as they are.</param>
    /// <returns>YAML with the keys DOCUMENTATION, EXAMPLES and RETURN.</returns>
    public static string Of(IAnsibleModule module, string examples)
    {
        ArgumentNullException.ThrowIfNull(module);
        return YamlOutput.Of(new JsonObject
        {
            ["DOCUMENTATION"] = Documentation(module),
            ["EXAMPLES"] = examples,
            ["RETURN"] = Returns(module.Documentation.Returns),
        });
    }

    private static JsonObject Documentation(IAnsibleModule module)
    {
        var said = module.Documentation;
        var document = new JsonObject { ["module"] = module.Name, ["short_description"] = module.Summary };
        Add(document, "version_added", said.VersionAdded);
        Add(document, "description", Texts(module.Description));
        Add(document, "author", JsonValue.From(said.Author));
        Add(document, "requirements", Texts(said.Requirements));
        document["options"] = Options(module.Arguments, said.VersionAdded);
        Add(document, "attributes", Attributes(said.Attributes));
        Add(document, "notes", Texts(said.Notes));
        Add(document, "seealso", new JsonArray(said.SeeAlso.Select(SeeAlso)));
        return document;
    }

    private static JsonObject Options(ArgumentSpec spec, string? versionAdded)
    {
        var options = new JsonObject();
        foreach (var option in spec.Options)
        {
            options[option.Name] = Option(spec, option, option.VersionAdded ?? versionAdded);
        }

        return options;
    }

    private static JsonObject Option(ArgumentSpec spec, ArgumentOption option, string? versionAdded)
    {
        var document = new JsonObject
        {
            ["description"] = Texts(option.Description.Concat(OptionRules.Of(spec, option))),
            ["type"] = TypeConversion.NameOf(option.Type),
        };
        Add(document, "elements", option.Elements is { } elements ? TypeConversion.NameOf(elements) : null);
        document["required"] = option.Required;
        Add(document, "default", JsonValue.From(option.Default));
        Add(document, "choices", JsonValue.From(option.Choices));
        Add(document, "aliases", JsonValue.From(option.Aliases));
        Add(document, "version_added", versionAdded);
        if (option.Options is { } inner)
        {
            document["suboptions"] = Options(inner, versionAdded);
        }

        return document;
    }

    private static JsonObject Attributes(IReadOnlyList<ModuleSupport> attributes)
    {
        var all = new JsonObject();
        foreach (var attribute in attributes)
        {
            var document = new JsonObject { ["description"] = CodeWords.ForAnsible(attribute.Description), ["support"] = attribute.Support };
            Add(document, "details", attribute.Details is { } details ? CodeWords.ForAnsible(details) : null);
            Add(document, "platforms", attribute.Platforms);
            all[attribute.Name] = document;
        }

        return all;
    }

    private static JsonObject SeeAlso(SeeAlso place) => place.Link is { } link
        ? new JsonObject { ["name"] = place.Name, ["description"] = CodeWords.ForAnsible(place.Description), ["link"] = link }
        : new JsonObject { ["module"] = place.Name, ["description"] = CodeWords.ForAnsible(place.Description) };

    private static JsonObject Returns(IReadOnlyList<ReturnValue> values)
    {
        var all = new JsonObject();
        foreach (var value in values)
        {
            var document = new JsonObject
            {
                ["description"] = Texts(value.Description),
                ["returned"] = CodeWords.ForAnsible(value.Returned),
                ["type"] = TypeConversion.NameOf(value.Type),
            };
            Add(document, "elements", value.Elements is { } elements ? TypeConversion.NameOf(elements) : null);
            Add(document, "choices", JsonValue.From(value.Choices));
            Add(document, "sample", JsonValue.From(value.Sample));
            Add(document, "contains", Returns(value.Contains));
            all[value.Name] = document;
        }

        return all;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(CodeWords.ForAnsible)];

    // What is not said is left out. An empty dictionary says something when it is a default.
    private static void Add(JsonObject document, string name, object? value)
    {
        if (value is not (null or JsonArray { Count: 0 }) && (name == "default" || value is not JsonObject { Count: 0 }))
        {
            document[name] = value;
        }
    }
}
