using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Tests.Api.Client;

public class MatomoUrlTest
{
    [TestCase("https://stats.example.org", "https://stats.example.org/")]
    [TestCase("https://stats.example.org/", "https://stats.example.org/")]
    [TestCase("https://stats.example.org/index.php", "https://stats.example.org/")]
    [TestCase("http://stats.example.org:8080/a%20b", "http://stats.example.org:8080/a%20b/")]
    [TestCase("http://stats.example.org/stats/", "http://stats.example.org/stats/")]
    [TestCase("http://stats.example.org/stats/index.php", "http://stats.example.org/stats/")]
    [TestCase("http://stats.example.org/stats/index.php/", "http://stats.example.org/stats/")]
    [TestCase("http://stats.example.org/index.php//", "http://stats.example.org/")]
    public void Parse_Forms(string text, string url) => Assert.That(MatomoUrl.Parse(text).AbsoluteUri, Is.EqualTo(url));

    [TestCase("http://web:marked@127.0.0.1/", "user name", nameof(ApiOptions.WebUserName), nameof(ApiOptions.WebPassword))]
    [TestCase("http://marked@127.0.0.1/", "user name", nameof(ApiOptions.WebUserName), nameof(ApiOptions.WebPassword))]
    [TestCase("http://127.0.0.1/?token_auth=marked", "query")]
    [TestCase("http://127.0.0.1/#marked", "fragment")]
    [TestCase("ftp://marked/", "http or https", nameof(ApiOptions.Url))]
    [TestCase("marked", "http or https", nameof(ApiOptions.Url))]
    [TestCase("http:///marked", "http or https", nameof(ApiOptions.Url))]
    [TestCase("", "http or https", nameof(ApiOptions.Url))]
    public void Parse_Other_IsRefusedWithoutEchoingIt(string text, string words, params string[] settings)
    {
        var failure = Assert.Throws<TokenException>(() => MatomoUrl.Parse(text))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.InvalidArguments));
            Assert.That(failure.Message, Does.Contain(words).And.Not.Contain("marked"));
            Assert.That((failure.Reason as FailureReason.Settings)?.Names ?? [], Is.EqualTo(settings));
        }
    }
}
