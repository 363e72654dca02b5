using Ansible.Modules.Arguments;
using MatomoToken.Documentation.Writers;

namespace MatomoToken.Tests.Documentation;

public class SidecarDocumentTest
{
    private const string Examples = "- name: One\n  sample:\n    path: /a\n\n- name: Two\n";

    private static readonly ModuleDocumentation Said = new()
    {
        VersionAdded = "1.0.0",
        Author = ["Somebody"],
        Requirements = ["A host."],
        Attributes = [new("check_mode", "full", "Runs.") { Details = "Well." }, new("platform", "full", "Where.") { Platforms = "posix" }],
        Notes = ["Note last_use."],
        SeeAlso = [new("other_module", "Another."), new("A page", "Its text.") { Link = "https://example.org/" }],
    };

    [Test]
    public void Text_Whole() => Assert.That(SidecarDocument.Of(DocumentedModule.Module, Said, Examples), Is.EqualTo(
        """
        ---
        DOCUMENTATION:
          module: "sample"
          short_description: "Does what a test says"
          version_added: "1.0.0"
          description:
            - "The first paragraph."
            - "The second paragraph."
          author:
            - "Somebody"
          requirements:
            - "A host."
          options:
            path:
              description:
                - "The \"file\", or its C(copy_of)."
                - "Cannot be given together with password."
              type: "path"
              required: true
              aliases:
                - "dest"
              version_added: "1.0.0"
            state:
              description:
                - "One | the other."
                - "Twice."
              type: "str"
              required: false
              default: "present"
              choices:
                - "present"
                - "absent"
              version_added: "1.0.0"
            password:
              description:
                - "Ä secret."
                - "Cannot be given together with path or parts."
                - "Needs state and path."
              type: "str"
              required: false
              version_added: "2.0.0"
            parts:
              description:
                - "Many."
                - "Cannot be given together with password."
              type: "list"
              elements: "dict"
              required: false
              version_added: "1.0.0"
              suboptions:
                path:
                  description:
                    - "As above."
                  type: "path"
                  required: false
                  version_added: "1.0.0"
                deep:
                  description:
                    - "How deep."
                  type: "bool"
                  required: false
                  default: false
                  version_added: "1.0.0"
            headers:
              description:
                - "Headers."
              type: "dict"
              required: false
              default: {}
              version_added: "1.0.0"
          attributes:
            check_mode:
              description: "Runs."
              support: "full"
              details: "Well."
            platform:
              description: "Where."
              support: "full"
              platforms: "posix"
          notes:
            - "Note C(last_use)."
          seealso:
            - module: "other_module"
              description: "Another."
            - name: "A page"
              description: "Its text."
              link: "https://example.org/"
        EXAMPLES: |
          - name: One
            sample:
              path: /a

          - name: Two
        RETURN:
          size:
            description:
              - "How large."
            returned: "success"
            type: "int"
            sample: 5
          files:
            description:
              - "The files."
            returned: "success, with parts"
            type: "list"
            elements: "dict"
            contains:
              size:
                description:
                  - "How large."
                returned: "success"
                type: "int"
                sample: 5
              kind:
                description:
                  - "Which."
                returned: "success"
                type: "str"
                choices:
                  - "plain"
                  - "set_aside"
              "on":
                description:
                  - "Whether."
                returned: "success"
                type: "bool"

        """));

    [Test]
    public void Text_LongText_IsFolded()
    {
        static string Texts(int count) => string.Join(' ', Enumerable.Repeat("A text: \"long\".", count));

        Assert.That(
            SidecarDocument.Of(DocumentedModule.Module, Said with { Notes = [Texts(10)] }, examples: ""),
            Does.Contain($"  notes:\n    - >-\n      {Texts(8)} A\n      text: \"long\". {Texts(1)}\n  seealso:\n"));
    }

    [Test]
    public void Text_OfAModuleThatSaysNothing() => Assert.That(
        SidecarDocument.Of(new SampleModule(new ArgumentSpec([])), new ModuleDocumentation(), examples: ""), Is.EqualTo(
        """
        ---
        DOCUMENTATION:
          module: "sample"
          short_description: "Does what a test says"
          description:
            - "The first paragraph."
            - "The second paragraph."
          options: {}
        EXAMPLES: ""
        RETURN: {}

        """));
}
