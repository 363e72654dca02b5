using System.Net;
using System.Net.Sockets;
using Newtonsoft.Json.Linq;

namespace MatomoToken.Tests;

/// <summary>
/// A server, or what stands before it, may repeat what it was sent, in any form: it is masked before it is shortened and cleaned.
/// </summary>
public class EchoTest
{
    private const string Password = "marked-p&ss\tw/rd'6d1f";
    private const string TotpSecret = "MARKEDZSECRETZ23";

    private static readonly string[] Pieces = [
        "marked-p", "ss w/rd", "w/rd'6d1f", "w%2Frd", "w%2frd", "w\\/rd", "ss&#9;w", "'6d1f", "&#039;6d1f"];

    [TestCase("raw")]
    [TestCase("cut")]
    [TestCase("url")]
    [TestCase("body")]
    [TestCase("html")]
    [TestCase("json")]
    public async Task Password_InARefusal(string form)
    {
        var (answer, _) = await RunAsync(sent => Refusal(Written(sent["passwordConfirmation"], sent.Body, form)));
        Assert.That(Pieces.Where(piece => answer.Contains(piece, StringComparison.Ordinal)), Is.Empty, answer);
        Assert.That(answer, Does.Contain("********"));
    }

    [TestCase("cut")]
    [TestCase("html")]
    public async Task Password_InATitle(string form)
    {
        var (answer, _) = await RunAsync(sent => $"<title>{Written(sent["passwordConfirmation"], sent.Body, form)}</title>");
        Assert.That(Pieces.Where(piece => answer.Contains(piece, StringComparison.Ordinal)), Is.Empty, answer);
    }

    [Test]
    public async Task TwoFactorCode()
    {
        var (answer, code) = await RunAsync(sent => Refusal($"the code {sent["authCode"]} was given"), ("totp_secret", TotpSecret));
        Assert.That(code, Has.Length.EqualTo(6));
        Assert.That(answer, Does.Not.Contain(code).And.Not.Contain(TotpSecret));
    }

    private static string Refusal(string message) => new JObject { ["result"] = "error", ["message"] = message }.ToString();

    private static string Written(string text, string body, string form) => form switch
    {
        "cut" => new string('x', 290) + text,
        "url" => Uri.EscapeDataString(text).Replace("%2F", "%2f", StringComparison.Ordinal),
        "body" => body,
        "html" => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace(
            "\t", "&#9;", StringComparison.Ordinal).Replace("'", "&#039;", StringComparison.Ordinal),
        "json" => new JValue(text).ToString(Newtonsoft.Json.Formatting.None).Replace("/", "\\/", StringComparison.Ordinal),
        _ => text,
    };

    private static async Task<(string Answer, string Code)> RunAsync(Func<Sent, string> echo, params (string Name, object Value)[] options)
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/";
        port.Stop();
        using var server = new HttpListener { Prefixes = { url } };
        server.Start();
        var code = "";
        _ = Task.Run(async () =>
        {
            while (server.IsListening)
            {
                var context = await server.GetContextAsync();
                var sent = new Sent(await new StreamReader(context.Request.InputStream).ReadToEndAsync());
                code = sent["authCode"] is { Length: > 0 } given ? given : code;
                context.Response.Close(Encoding.UTF8.GetBytes(Answer(sent, echo)), willBlock: true);
            }
        });
        var arguments = JObject.FromObject(
            new { url, use_proxy = false, login = "alice", description = "x", recreate = "always", password = Password });
        foreach (var (name, value) in options)
            arguments[name] = JToken.FromObject(value);

        return ((await Site.Raw(arguments.ToString())).Text, code);
    }

    /// <summary>As Matomo 5 does until a token is asked for.</summary>
    private static string Answer(Sent sent, Func<Sent, string> echo) => (sent["passwordConfirmation"], sent["expireDate"]) switch
    {
        ("", _) => Refusal("Please specify a value for 'userLogin'."),
        (_, { Length: > 0 } dates) => Refusal($"{dates} is no date."),
        _ => echo(sent),
    };

    private sealed record Sent(string Body)
    {
        public string this[string name] => Body.Split('&').Select(pair => pair.Split('=')).Where(pair => pair[0] == name)
            .Select(pair => WebUtility.UrlDecode(pair[1])).FirstOrDefault() ?? "";
    }
}
