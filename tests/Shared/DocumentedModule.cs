using Ansible.Modules;
using Ansible.Modules.Arguments;

namespace Tests;

/// <summary>A module of which there is something of everything to document.</summary>
internal static class DocumentedModule
{
    private static readonly ReturnValue Size = new("size", ArgumentType.Int) { Description = ["How large."], Sample = 5 };

    public static SampleModule Module { get; } = new(new ArgumentSpec(
    [
        new("path", ArgumentType.Path) { Required = true, Aliases = ["dest"], Description = ["The \"file\", or its copy_of."] },
        new("state", ArgumentType.Str)
        {
            Choices = ["present", "absent"],
            Default = "present",
            Description = ["One | the other.", "Twice."],
        },
        new("password", ArgumentType.Str) { NoLog = true, Description = ["Ä secret."], VersionAdded = "2.0.0" },
        new("parts", ArgumentType.List)
        {
            Elements = ArgumentType.Dict,
            Description = ["Many."],
            Options = new(
            [
                new("path", ArgumentType.Path) { Description = ["As above."] },
                new("deep", ArgumentType.Bool) { Default = false, Description = ["How deep."] },
            ]),
        },
        new("headers", ArgumentType.Dict) { Default = new Dictionary<string, object?>(), Description = ["Headers."] },
    ])
    {
        MutuallyExclusive = [["path", "password"], ["parts", "password"]],
        RequiredBy = [new("password", ["state", "path"])],
    })
    {
        Returns =
        [
            Size,
            new("files", ArgumentType.List)
            {
                Elements = ArgumentType.Dict,
                Returned = "success, with parts",
                Description = ["The files."],
                Contains =
                [
                    Size,
                    new("kind", ArgumentType.Str) { Choices = ["plain", "set_aside"], Description = ["Which."] },
                    new("on", ArgumentType.Bool) { Description = ["Whether."] },
                ],
            },
        ],
    };
}
