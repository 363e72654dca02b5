using Ansible.Modules.Arguments;
using FsCheck;
using FsCheck.Fluent;

namespace Tests.Conformance;

/// <summary>
/// Generates arguments for a specification: some of its options under one of their names, rarely one that it does not know.
/// </summary>
internal static class GivenGenerator
{
    /// <param name="spec">The specification.</param>
    /// <param name="secret">Generates the values of its secret options.</param>
    public static Gen<Given> For(ArgumentSpec spec, Func<ArgumentOption, Gen<string>> secret) =>
        from density in Gen.Choose(1, 4)
        from members in Gen.CollectToArray(spec.Options.Select(option => Member(option, density, secret)))
        from unknown in Gen.Frequency(
            (12, Gen.Constant<(string, string)?>(null)), (1, Values.Scalar.Select(value => ((string, string)?)("unknown", value))))
        from places in Gen.Shuffle(members.Append(unknown).OfType<(string Name, string Value)>().ToArray())
        select new Given(places);

    private static Gen<(string Name, string Value)?> Member(ArgumentOption option, int density, Func<ArgumentOption, Gen<string>> secret) =>
        from isGiven in Gen.Choose(0, 9)
        from name in Gen.Elements([option.Name, option.Name, .. option.Aliases])
        from value in isGiven < density ? option.NoLog ? secret(option) : Values.For(option, secret) : Gen.Constant("")
        select isGiven < density ? (name, value) : ((string, string)?)null;
}
