using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Database;

/// <summary>
/// Accounts without a password, which the host's user of the same name has over the socket: unix_socket in MariaDB, auth_socket in MySQL.
/// </summary>
public sealed class UserOfTheHostTest : DatabaseTest
{
    [Test]
    public async Task RunningUser_Works()
    {
        var outcome = await RunAsync(As(Environment.UserName));
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        AssertKept(TokenFile);
    }

    [Test]
    public async Task AnotherUser_WorksForThatOneAlone()
    {
        var arguments = As("nobody");
        arguments["token_file"] = null;
        var file = ArgumentsFile(arguments);
        var refused = await new Command(Programs.MatomoToken, file).RunAsync();
        Assert.That((string?)refused.Json["error_code"], Is.EqualTo("database_access_denied"), refused.Everything);
        Assert.That((string?)refused.Json["msg"], Does.Contain("unix_socket").And.Contain("db_socket"));
        if (!Environment.IsPrivilegedProcess)
            return;

        File.SetUnixFileMode(Path.GetDirectoryName(Server.Socket)!, ReadableByAll);
        var outcome = await RunAsNobodyAsync(file);
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        Assert.That(Rows, Has.Count.EqualTo(1));
    }

    private JObject As(string user) => new(Arguments(("db_user", Database.AddUserOfTheHost(user).Name), ("db_password", "")));
}
