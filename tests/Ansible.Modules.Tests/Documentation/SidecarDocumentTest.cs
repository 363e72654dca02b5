using Ansible.Modules.Documentation;

namespace Ansible.Modules.Tests.Documentation;

public class SidecarDocumentTest
{
    [Test]
    public void Text_Whole() => Assert.That(SidecarDocument.Of(DocumentedModule.Module, "- name: One\n  sample:\n    path: /a\n\n- name: Two\n"), Is.EqualTo(
        """
        ---
        DOCUMENTATION:
          module: "sample"
        """ + "\n"));

    [Test]
    public void Text_OfAModuleThatSaysNothing() => Assert.That(SidecarDocument.Of(new SampleModule(new ArgumentSpec([])), ""), Is.EqualTo(
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
