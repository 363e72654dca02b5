using MatomoToken.Documentation.Writers;

namespace MatomoToken.Tests.Documentation;

public class MarkdownTablesTest
{
    [Test]
    public void Options_Whole() => Assert.That(MarkdownTables.Options(DocumentedModule.Module.Arguments), Is.EqualTo(
        """
        | option | type, choices, default | meaning |
        |---|---|---|
        | `path`, `dest` | path, required | The "file", or its `copy_of`. Cannot be given together with password. |
        | `state` | str; `present`, `absent`; default `present` | One \| the other. Twice. |
        | `password` | str, secret | Ä secret. Cannot be given together with path or parts. Needs state and path. |
        | `parts` | list of dict | Many. Cannot be given together with password. As here: `path`. |
        | `parts[].deep` | bool; default `false` | How deep. |
        | `headers` | dict; default `{}` | Headers. |

        """));

    [Test]
    public void Options_Some()
    {
        var spec = DocumentedModule.Module.Arguments;
        Assert.That(
            MarkdownTables.Options(spec, spec.Options.Where(option => option.Name == "headers")),
            Is.EqualTo("| option | type, choices, default | meaning |\n|---|---|---|\n| `headers` | dict; default `{}` | Headers. |\n"));
    }

    [Test]
    public void Returns_Whole() => Assert.That(MarkdownTables.Returns(DocumentedModule.Module.Returns), Is.EqualTo(
        """
        | result | type | returned | meaning |
        |---|---|---|---|
        | `size` | int | success | How large. |
        | `files` | list of dict | success, with parts | The files. As here: `size`. |
        | `files[].kind` | str | success | Which. One of `plain`, `set_aside`. |
        | `files[].on` | bool | success | Whether. |

        """));
}
