using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Matomo.Tokens;

namespace MatomoToken.Tests;

/// <summary>The library of tokens speaks of Matomo. Options, and what Ansible calls things, are the module's.</summary>
public partial class LibraryWordsTest
{
    /// <summary>Options with the name of what they are in Matomo: columns of its tables and parameters of its API.</summary>
    private static readonly string[] OfMatomo = [TokenOptions.TokenAuth, TokenOptions.SecureOnly];

    /// <summary>A key of the note beside a token file.</summary>
    private static readonly string[] Remaining =
    [
        "expires_at",
    ];

    private static IEnumerable<string> Words =>
        TokenOptions.Spec.Options.Concat(InfoOptions.Spec.Options).Select(option => option.Name)
            .Where(name => name.Contains('_', StringComparison.Ordinal)).Except(OfMatomo)
            .Concat([TokenOptions.Recreate, "become", "become_user", "throttle", "run_once"]);

    [Test]
    public void Literals_NameNoOption()
    {
        var words = new Regex($@"(?<!\w)({string.Join('|', Words)})(?!\w)|tokens\[|database backend");
        Assert.That(Literals().Where(literal => words.IsMatch(literal) || Setting().IsMatch(literal)), Is.EquivalentTo(Remaining));
    }

    private static List<string> Literals()
    {
        using var file = new PEReader(File.OpenRead(typeof(TokenValue).Assembly.Location));
        var reader = file.GetMetadataReader();
        var literals = new List<string>();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = reader.GetNextHandle(handle))
            literals.Add(reader.GetUserString(handle));

        return literals;
    }

    // As a task spells it.
    [GeneratedRegex(@"[a-z]_[a-z]+: (true|false)")]
    private static partial Regex Setting();
}
