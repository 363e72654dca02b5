using Matomo.Contract.Tests.Calls;

namespace Matomo.Contract.Tests.StandInBehaviour;

/// <summary>To the byte, where matomo-facts.md or the lang/ folders of Matomo give the bytes.</summary>
public sealed class ExactAnswersTest : StandInFixture
{
    [TestCase("4.16.1", 200)]
    [TestCase("5.2.0", 200)]
    public async Task WrongPassword(string version, int status)
    {
        await StartAsync(version);
        await AssertAsync(Api.CreateAsync(Alice, ("passwordConfirmation", "wrong-password")), status, "The current password you entered is not correct.");
    }

    [TestCase("4.16.1")]
    [TestCase("5.2.0")]
    public async Task WeakPassword(string version)
    {
        await StartAsync(version);
        await AssertAsync(
            Api.CreateAsync(Alice, ("passwordConfirmation", "abc")), 200, "This password is too weak, please supply another value or reset it.");
    }

    [TestCase("4.16.1")]
    [TestCase("5.2.0")]
    public async Task TwoFactorCodeMissing(string version)
    {
        await StartAsync(version);
        await AssertAsync(Api.CreateAsync(WithTwoFactor), 401, "Please specify a two-factor authentication code.");
    }

    [TestCase("4.16.1")]
    [TestCase("5.2.0")]
    public async Task TwoFactorCodeWrong(string version)
    {
        await StartAsync(version);
        var code = new AuthCodes(WithTwoFactor.TotpSecret!).Wrong();
        await AssertAsync(Api.CreateAsync(WithTwoFactor, ("authCode", code)), 401, "Incorrect two-factor authentication code.");
    }

    [TestCase("3.14.1", 200)]
    [TestCase("4.16.1", 200)]
    [TestCase("5.2.0", 400)]
    public async Task UnknownMethod(string version, int status)
    {
        await StartAsync(version);
        await AssertAsync(
            Api.CallAsync("UsersManager.nothing"),
            status,
            @"The method 'nothing' does not exist or is not available in the module '\\Piwik\\Plugins\\UsersManager\\API'.");
    }

    [TestCase("3.14.1", 200)]
    [TestCase("4.16.1", 200)]
    [TestCase("5.2.0", 401)]
    public async Task OtherUsersPreference(string version, int status)
    {
        await StartAsync(version);
        var token = await Api.TokenOfAsync(Alice);
        await AssertAsync(Api.PreferenceAsync("root", token), status, "The user has to be either a Super User or the user 'root' itself.");
    }

    [Test]
    public async Task InvalidToken_InBody()
    {
        await StartAsync("5.2.0");
        await AssertAsync(
            Api.PreferenceAsync("alice", MadeUp), 401, "Unable to authenticate with the provided token. It is either invalid or expired.");
    }

    [Test]
    public async Task InvalidToken_InUrl()
    {
        await StartAsync("5.2.0");
        await AssertAsync(
            Api.SendAsync("API.getMatomoVersion", $"&token_auth={MadeUp}", MatomoApi.Form()),
            401,
            "Unable to authenticate with the provided token. It is either invalid, expired or is required to be sent as a POST parameter.");
    }

    [Test]
    public async Task DescriptionTooLong_QuotesAreEscaped()
    {
        await StartAsync("5.2.0");
        await AssertAsync(
            Api.CreateAsync(Alice, ("description", new string('\'', 17))),
            200,
            "Description: The value contains &quot;102&quot; characters but should contain at most 100 characters.");
    }

    [Test]
    public async Task ExpireDateUnreadable_SlashesAreEscaped()
    {
        await StartAsync("5.2.0");
        await AssertAsync(
            Api.CreateAsync(Alice, ("expireDate", "whenever")),
            200,
            @"Date format must be: YYYY-MM-DD, or 'today' or 'yesterday' or any keyword supported by the strtotime function (see http:\/\/php.net\/strtotime for more information): false");
    }

    [Test]
    public async Task German_UmlautsAreEscaped()
    {
        await StartAsync("4.16.1", options => options with { Language = "de" });
        await AssertAsync(Api.CreateAsync(WithTwoFactor), 401, @"Bitte geben Sie einen Code f\u00fcr die Zwei-Faktor-Authentifizierung an.");
    }

    [TestCase("3.14.1", "[{\"login\":\"alice\",\"alias\":\"alice\",\"email\":\"alice@example.org\",\"superuser_access\":\"0\"}]")]
    [TestCase("4.16.1", "{\"login\":\"alice\",\"email\":\"alice@example.org\",\"superuser_access\":\"0\",\"invite_status\":\"active\"}")]
    [TestCase("5.2.0", "{\"login\":\"alice\",\"email\":\"alice@example.org\",\"superuser_access\":0,\"invite_status\":\"active\"}")]
    public async Task GetUser(string version, string body)
    {
        await StartAsync(version);
        var token = await Api.TokenOfAsync(Alice);
        var reply = await Api.CallAsync("UsersManager.getUser", ("userLogin", "alice"), ("token_auth", token));
        Assert.That(reply.Body, Is.EqualTo(body));
    }

    /// <summary>5.x refuses a stale token early; before that it is the method that refuses, late.</summary>
    [TestCase("3.14.1", 200, "application/json; charset=utf-8")]
    [TestCase("4.16.1", 200, "application/json; charset=utf-8")]
    [TestCase("5.2.0", 401, "text/html; charset=utf-8")]
    public async Task MethodInBodyOnly_EarlyErrorsArePages(string version, int status, string contentType)
    {
        await StartAsync(version);
        var reply = await PostAllAsync(("token_auth", MadeUp));
        Assert.That((reply.Status, reply.ContentType), Is.EqualTo((status, contentType)));
    }

    [Test]
    public async Task MethodInBodyOnly_LateErrorsAreJson()
    {
        await StartAsync("5.2.0");
        var reply = await PostAllAsync();
        Assert.That((reply.Status, reply.ContentType, reply.IsError), Is.EqualTo((401, "application/json; charset=utf-8", true)));
    }

    [Test]
    public async Task WithoutFormat_IsXml()
    {
        await StartAsync("5.2.0");
        using var http = new HttpClient();
        var body = await http.GetStringAsync(new Uri(StandIn.Url, "index.php?module=API&method=UsersManager.hasSuperUserAccess"));
        Assert.That(body, Is.EqualTo("<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n<result>0</result>"));
    }

    private async Task<ApiReply> PostAllAsync(params (string Name, string Value)[] more)
    {
        using var http = new HttpClient();
        using var content = MatomoApi.Form([("module", "API"), ("method", "API.getMatomoVersion"), ("format", "json"), .. more]);
        using var response = await http.PostAsync(new Uri(StandIn.Url, "index.php"), content);
        return new ApiReply((int)response.StatusCode, response.Content.Headers.ContentType?.ToString() ?? "", await response.Content.ReadAsStringAsync());
    }

    private static async Task AssertAsync(Task<ApiReply> call, int status, string messageInJson)
    {
        var reply = await call;
        Assert.That(reply, Is.EqualTo(new ApiReply(status, "application/json; charset=utf-8", $"{{\"result\":\"error\",\"message\":\"{messageInJson}\"}}")));
    }
}
