using Ansible.Modules;
using Ansible.Modules.Arguments;

namespace Example;

/// <summary>Adds a line to a file, or removes it.</summary>
public sealed class LineModule : IAnsibleModule
{
    public string Name => "line";

    public string Version => "1.0.0";

    public string Summary => "Add a line to a file, or remove it";

    public IReadOnlyList<string> Description => ["Appends the line to the file, or removes it. A second run changes nothing."];

    public ArgumentSpec Arguments { get; } = new(
    [
        new("path", ArgumentType.Path)
        {
            Required = true,
            Aliases = ["dest"],
            Description = ["The file. It is created if it does not exist."],
        },
        new("line", ArgumentType.Str) { Description = ["The line, without its line break."] },
        new("state", ArgumentType.Str)
        {
            Choices = ["present", "absent"],
            Default = "present",
            Description = ["Whether the line should be in the file."],
        },
        new("password", ArgumentType.Str) { NoLog = true, Description = ["A secret line, instead of line."] },
    ])
    {
        MutuallyExclusive = [["line", "password"]],
        RequiredOneOf = [["line", "password"]],
    };

    public bool SupportsCheckMode => true;

    public async Task<ModuleResult> RunAsync(ModuleContext context, CancellationToken cancellationToken)
    {
        var path = context.Arguments.GetString("path")!;
        var line = context.Arguments.GetString("line") ?? context.Arguments.GetString("password")!;
        if (Directory.Exists(path))
            throw new ModuleFailedException("not_a_file", $"{path} is a directory: name a file in it.");

        var before = File.Exists(path) ? await File.ReadAllLinesAsync(path, cancellationToken) : [];
        var others = before.Where(other => other != line);
        string[] after = context.Arguments.GetString("state") switch
        {
            "absent" => [.. others],
            _ when before.Contains(line) => before,
            _ => [.. before, line],
        };
        var changed = !after.SequenceEqual(before);
        if (changed && !context.CheckMode)
            await File.WriteAllLinesAsync(path, after, cancellationToken);

        return new ModuleResult(changed, [new("path", path), new("lines", after.Length)])
        {
            Diff = new ModuleDiff(string.Join('\n', before), string.Join('\n', after)),
        };
    }
}
