using MatomoToken.Collection;

namespace MatomoToken.Tests.Collection;

public sealed class CollectionNameTest
{
    private static readonly CollectionName Name = new("mine", "tokens");

    [TestCase("  matomo_token:\n", "  mine.tokens.matomo_token:\n", TestName = "Qualify_Task")]
    [TestCase("- matomo_token_stop:\n", "- mine.tokens.matomo_token_stop:\n", TestName = "Qualify_TaskWithoutName")]
    [TestCase("    - module: \"matomo_token_info\"\n", "    - module: \"mine.tokens.matomo_token_info\"\n", TestName = "Qualify_SeeAlso")]
    [TestCase("    - role: matomo_token\n", "    - role: mine.tokens.matomo_token\n", TestName = "Qualify_Role")]
    [TestCase("  module: \"matomo_token\"\n", "  module: \"matomo_token\"\n", TestName = "Qualify_ModuleOfItsOwnDocument")]
    [TestCase("  matomo_token_x:\n  path: matomo_token\n", "  matomo_token_x:\n  path: matomo_token\n", TestName = "Qualify_OtherWords")]
    public void Qualify(string text, string qualified) => Assert.That(Name.Qualify(text), Is.EqualTo(qualified));

    [Test]
    public void Rename_GivesItsOwnName() =>
        Assert.That(Name.Rename("role: matomo_automation.matomo.matomo_token"), Is.EqualTo("role: mine.tokens.matomo_token"));

    [TestCase("Mine", "tokens")]
    [TestCase("mine", "1tokens")]
    [TestCase("mine", "two__tokens")]
    [TestCase("mine", "to-kens")]
    [TestCase("", "tokens")]
    public void Construction_NameThatGalaxyRefuses(string nameSpace, string name) =>
        Assert.That(() => new CollectionName(nameSpace, name), Throws.ArgumentException.With.Message.Contains($"{nameSpace}.{name}"));
}
