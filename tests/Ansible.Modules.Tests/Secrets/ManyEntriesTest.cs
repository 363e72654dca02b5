using Ansible.Modules.Arguments;

namespace Ansible.Modules.Tests.Secrets;

/// <summary>
/// A list of many dictionaries with a secret in each, as a task for a whole fleet has: the time must grow with their number only.
/// </summary>
public class ManyEntriesTest
{
    private const int Count = 20_000;
    private const string Given = "s3cr3t-Given-";
    private const string Learned = "s3cr3t-Learned-";

    private static readonly ArgumentSpec Spec = new(
    [
        new("entries", ArgumentType.List)
        {
            Elements = ArgumentType.Dict,
            Options = new([new("login", ArgumentType.Str), new("password", ArgumentType.Str) { NoLog = true }]),
        },
    ]);

    [Test]
    [MaxTime(20_000)]
    public void Secrets_MaskedInAllButTheResult()
    {
        var entries = Enumerable.Range(0, Count).Select(
            number => $$"""{"login": "user{{number}} {{Given}}{{number:d5}}", "password": "{{Given}}{{number:d5}}"}""");
        var answer = Answer.To(new SampleModule(Spec, Work), $$"""{"entries": [{{string.Join(',', entries)}}]}""", "--diff");
        Assert.That(answer.ExitCode, Is.Zero);
        Assert.That(
            answer.Json["results"]!.AsArray().Select(value => (string?)value), Is.EqualTo(Enumerable.Range(0, Count).Select(ValueOf)));
        Assert.That(answer.Json["invocation"]!.ToJsonString(), Does.Not.Contain(Given));
        Assert.That(answer.Json["diff"]!.ToJsonString(), Does.Not.Contain(Learned));
        Assert.That((string?)answer.Json["warnings"]![0], Is.EqualTo(string.Join(", ", Enumerable.Repeat("********", Count))));
        Assert.That(answer.ModuleArguments["entries"]![Count - 1]!.ToJsonString(), Is.EqualTo(
            $$"""{"login":"user{{Count - 1}} ********","password":"VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"}"""));
    }

    private static ModuleResult Work(ModuleContext context)
    {
        var values = context.Arguments.GetSuboptionsList("entries")!.Select((_, number) => ValueOf(number)).ToList();
        values.ForEach(context.AddSecret);
        context.Warn(string.Join(", ", values));
        return new ModuleResult(changed: true, [new("results", values)])
        {
            Diffs = [.. values.Select(value => new ModuleDiff("", $"value {value}"))],
        };
    }

    private static string ValueOf(int number) => Learned + number.ToString("d5", CultureInfo.InvariantCulture);
}
