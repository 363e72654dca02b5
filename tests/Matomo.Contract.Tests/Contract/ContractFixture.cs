using Matomo.Contract.Tests.Calls;
using Matomo.Contract.Tests.Targets;

namespace Matomo.Contract.Tests.Contract;

/// <summary>Connects to the target once for all tests of a fixture.</summary>
public abstract class ContractFixture(ContractTarget target)
{
    protected MatomoApi Api { get; private set; } = null!;

    protected ContractUsers Users => target.Users;

    protected ContractVersion Version => target.Version;

    protected int Major => Version.Major;

    [OneTimeSetUp]
    public async Task ConnectAsync() => Api = await target.ConnectAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        Api.Dispose();
        await target.StopAsync();
        Assert.That(target.Budget.Spent, Is.LessThanOrEqualTo(FailureBudget.Limit), "failed logins");
    }

    protected static void AssertError(ApiReply reply, int status)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.IsError, Is.True, reply.ToString());
            Assert.That(reply.Status, Is.EqualTo(status), reply.ToString());
            Assert.That(reply.ContentType, Does.StartWith("application/json"));
        }
    }

    protected static void AssertValue(ApiReply reply)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.Value, Is.Not.Null, reply.ToString());
            Assert.That(reply.Status, Is.EqualTo(200), reply.ToString());
            Assert.That(reply.ContentType, Does.StartWith("application/json"));
        }
    }

    protected static void AssertToken(ApiReply reply) => Assert.That((string?)reply.Value, Does.Match("^[0-9a-f]{32}$"), reply.ToString());
}
