using Ansible.Modules.Arguments;
using Ansible.Modules.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Tests.Conformance;

/// <summary>
/// Compares the two on generated arguments, the same ones in each run. CONFORMANCE_SEED and CONFORMANCE_CASES look further.
/// </summary>
internal static class GeneratedArguments
{
    private const ulong DefaultSeed = 20261124;
    private const ulong AnyOddNumber = 1;

    public static void AreAnsweredAlike(
        ArgumentSpec spec, Gen<Given> generator, int cases, Func<JsonMap, JsonMap, IEnumerable<string>> compare)
    {
        using var reference = new Reference(spec);
        Prop.ForAll(Arb.From(generator, given => given.Shrunk()), (Func<Given, Property>)IsAnsweredAlike).Check(
            Config.QuickThrowOnFailure
                .WithMaxTest(Setting("CONFORMANCE_CASES", cases))
                .WithReplay(Setting("CONFORMANCE_SEED", DefaultSeed), AnyOddNumber)
                .WithEndSize(50));

        Property IsAnsweredAlike(Given given)
        {
            var arguments = given.ToTask();
            var expected = reference.Answer(arguments);
            var actual = Candidate.Answer(spec, arguments);
            var differences = WantedDifference.Excuses(expected, actual) ? [] : compare(expected, actual).ToList();
            return (differences.Count == 0).Label($"{arguments}\n{string.Join('\n', differences)}");
        }
    }

    private static T Setting<T>(string variable, T otherwise)
        where T : IParsable<T> =>
            Environment.GetEnvironmentVariable(variable) is { } text ? T.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
