using MatomoToken.Collection;

namespace MatomoToken.Tests.Collection;

/// <summary>antsibull's form of CHANGELOG.md.</summary>
public sealed class ChangelogTest
{
    private const string Markdown =
        """
        # Changelog

        ## [Unreleased]

        ### Added
        - Options `a` and [b](https://example.org/b):
          they are two.

        ### Fixed
        - A fault.

        ## [0.1.0] - 2026-01-31

        ### Security
        - A leak.

        """;

    [Test]
    public void Unreleased_IsTheVersionThatIsMade() => Assert.That(Changelog.ToYaml(Markdown, "0.2.0"), Is.EqualTo(
        """
        ---
        ancestor: null
        releases:
          "0.2.0":
            changes:
              minor_changes:
                - "Options ``a`` and `b <https://example.org/b>`__: they are two."
              bugfixes:
                - "A fault."
          "0.1.0":
            changes:
              security_fixes:
                - "A leak."
            release_date: "2026-01-31"

        """));

    [Test]
    public void Released_UnreleasedIsLeftOut() =>
        Assert.That(Changelog.ToYaml(Markdown, "0.1.0"), Does.Not.Contain("A fault.").And.Contain("A leak."));

    [TestCase("## [Unreleased]\n\n### Improved\n- It.\n", "Improved")]
    [TestCase("## [Unreleased]\n\n### Added\n It.\n", " It.")]
    [TestCase("## [Unreleased]\n\n### Added\n  It.\n", "  It.")]
    public void OutOfForm_Named(string markdown, string named) => Assert.That(
        () => Changelog.ToYaml(markdown, "0.2.0"), Throws.TypeOf<InvalidDataException>().With.Message.Contains(named));
}
