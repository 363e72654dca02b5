namespace MatomoToken.Tests;

/// <summary>Bad arguments fail before any request.</summary>
public class ArgumentsTest
{
    [TestCase("nonsense", 1, "nonsense")]
    [TestCase("overlap", "7d", "revoke_others")]
    [TestCase("db_port", 0, "db_port")]
    [TestCase("db_port", 65536, "db_port")]
    [TestCase("db_tls", "perhaps", "db_tls")]
    [TestCase("db_name", "matomo", "db_user")]
    [TestCase("salt", "salt", "db_name")]
    [TestCase("timeout", "soon", "timeout")]
    [TestCase("timeout", 0, "timeout")]
    [TestCase("timeout", -1, "timeout")]
    [TestCase("timeout", 3601, "timeout")]
    [TestCase("timeout", 1.5, "timeout")]
    [TestCase("return_token", "perhaps", "return_token")]
    [TestCase("validate_certs", "perhaps", "validate_certs")]
    [TestCase("headers", "no pairs", "headers")]
    [TestCase("state", "gone", "state")]
    [TestCase("recreate", "sometimes", "recreate")]
    [TestCase("backend", "telepathy", "backend")]
    [TestCase("login", null, "login")]
    [TestCase("login", "", "login")]
    [TestCase("url", null, "url")]
    [TestCase("description", null, "description")]
    [TestCase("description", "", "description")]
    [TestCase("description", "   ", "description")]
    [TestCase("description", "0", "description")]
    [TestCase("password", "", "password")]
    [TestCase("expires_in", "90", "expires_in")]
    [TestCase("expires_in", "0d", "expires_in")]
    [TestCase("expires_in", "-1d", "expires_in")]
    [TestCase("expires_in", "1000000d", "expires_in")]
    [TestCase("expires_at", "2020-01-01", "expires_at")]
    [TestCase("expires_at", "tomorrow", "expires_at")]
    [TestCase("expires_at", "31.01.2099", "expires_at")]
    [TestCase("renew_before", "7d", "expires_in")]
    [TestCase("token_auth", "not a token", "token_auth")]
    [TestCase("token_auth", "ABCDEF0123456789ABCDEF0123456789", "token_auth")]
    [TestCase("token_auth", "", "token_auth")]
    [TestCase("totp_secret", "not base32!", "totp_secret")]
    [TestCase("totp_secret", "0189", "totp_secret")]
    [TestCase("mode", "rw-rw-rw-x", "mode")]
    [TestCase("token_file", "", "token_file")]
    [TestCase("url_password", "secret", "url_username")]
    [TestCase("client_key", "/etc/passwd", "client_cert")]
    public async Task BadOption_FailsBeforeAnyRequest(string option, object? value, string named)
    {
        await using var site = await Site.StartAsync();
        await FailsAsync(site, [(option, value)], named);
    }

    [TestCase(101, "x")]
    [TestCase(101, "ü")]
    [TestCase(17, "'")]
    public async Task TooLongDescription_FailsBeforeAnyRequest(int times, string text)
    {
        await using var site = await Site.StartAsync();
        await FailsAsync(site, [("description", string.Concat(Enumerable.Repeat(text, times)))], "description", "100");
    }

    [TestCase("expires_at=2099-01-31", "expires_in=90d")]
    [TestCase("token_auth=0123456789abcdef0123456789abcdef", "expires_in=90d")]
    [TestCase("token_auth=0123456789abcdef0123456789abcdef", "renew_before=7d", "expires_in=90d")]
    [TestCase("token_auth=0123456789abcdef0123456789abcdef", "recreate=always")]
    [TestCase("auth_code=123456", "totp_secret=JBSWY3DPEHPK3PXP")]
    [TestCase("renew_before=7d", "expires_in=7d")]
    [TestCase("renew_before=2w", "expires_in=7d")]
    [TestCase("renew_before=7d", "recreate=never", "expires_in=90d")]
    public async Task Contradiction_NamesBothOptions(params string[] options)
    {
        await using var site = await Site.StartAsync();
        var given = options.Select(option => option.Split('=')).Select(option => (option[0], (object?)option[1])).ToArray();
        await FailsAsync(site, given, given[0].Item1, given[1].Item1);
    }

    [TestCase("mode", "0600")]
    [TestCase("owner", "root")]
    [TestCase("group", "root")]
    public async Task FileAttributeWithoutFile_IsRefused(string option, string value)
    {
        await using var site = await Site.StartAsync();
        await FailsAsync(site, [(option, value), ("token_file", null)], option, "token_file");
    }

    // As default('') of a playbook leaves it.
    private static IEnumerable<string> Options =>
        TokenOptions.Spec.Options.Select(option => option.Name).Except([TokenOptions.ConfigFile]);

    [TestCaseSource(nameof(Options))]
    public async Task EmptyText_IsTakenOrRefusedByName(string option)
    {
        await using var site = await Site.StartAsync();
        var answer = await site.RunWithFileAsync(("backend", "api"), (option, ""));
        if (answer.ExitCode != 0)
            answer.IsFailure("invalid_arguments", option);
    }

    [TestCase("description", 5, "5")]
    [TestCase("description", 1.5, "1.5")]
    [TestCase("description", true, "True")]
    public async Task Number_IsTakenAsText(string option, object value, string text)
    {
        await using var site = await Site.StartAsync();
        var answer = await site.RunWithFileAsync((option, value));
        answer.IsSuccess("created", true);
        Assert.That((string?)answer.Json[option], Is.EqualTo(text));
    }

    [Test]
    public async Task NullOptions_AreNotGiven()
    {
        await using var site = await Site.StartAsync();
        var arguments = site.Arguments(("token_file", site.TokenFile));
        string[] excluding = ["expires_at", "token_auth", "auth_code", "tokens"];
        string[] withChoices = ["state", "recreate", "backend", "db_tls"];
        var options = TokenOptions.Spec.Options.Select(option => option.Name);
        foreach (var option in options.Except([.. arguments.Keys, .. excluding, .. withChoices]))
            arguments[option] = null;

        (await Site.Task(arguments)).IsSuccess("created", true);
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("WANT_JSON")]
    public async Task ArgumentsThatAreNoObject_AreRefused(string arguments)
    {
        var answer = await Site.Raw(arguments);
        Assert.That(answer.ExitCode, Is.EqualTo(1), answer.Text);
        Assert.That((bool)answer.Json["failed"]!, answer.Text);
    }

    private static async Task FailsAsync(Site site, (string Name, object? Value)[] options, params string[] words)
    {
        var answer = await site.RunWithFileAsync(options);
        answer.IsFailure("invalid_arguments", words);
        Assert.That(site.Calls, Is.Empty);
        Assert.That(Directory.GetFileSystemEntries(site.Folder), Is.Empty);
    }
}
