using System.Net;
using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Api.Tokens;
using Matomo.Tokens.Observations;
using Newtonsoft.Json.Linq;

namespace Matomo.Tokens.Tests.Api.Tokens;

/// <summary>What real installations answered to a creation without parameters, in each of their languages.</summary>
public class ApiGenerationTest
{
    private static readonly StoreAbilities WithSecureOnly = StoreAbilities.Api with { SetsSecureOnly = true };

    [TestCase("3.14.1", 56)]
    [TestCase("4.16.1", 67)]
    [TestCase("5.3.0-alpha", 67)]
    [TestCase("5.8.0", 67)]
    public void Of_EveryLanguage(string version, int languages)
    {
        var expected = version switch { "3.14.1" => StoreAbilities.ApiOfMatomo3, "5.8.0" => WithSecureOnly, _ => StoreAbilities.Api };
        var told = Recorded(version).Select(entry => Told(entry["create"]!)).ToList();
        Assert.That(told, Has.Count.EqualTo(languages).And.All.EqualTo(expected));
    }

    // Another method that is missing, in the place of a parameter.
    [TestCase("3.14.1")]
    [TestCase("4.16.1")]
    public void Of_OtherRefusal_IsOpen(string version)
    {
        Assert.That(Recorded(version).Select(entry => Told(entry["unknown"]!)), Has.All.Null);
    }

    [TestCase(401, "userLogin")]
    [TestCase(500, "userLogin")]
    [TestCase(503, "createAppSpecificTokenAuth")]
    [TestCase(400, "The method 'createAppSpecificTokenAuth' does not exist")]
    public void Of_OtherStatus_IsOpen(int status, string message) => Assert.That(ApiGeneration.Of(Refusal(status, message)), Is.Null);

    [Test]
    public void Of_Value_IsOpen()
    {
        var value = new MatomoAnswer(MatomoMethods.CreateNothing, HttpStatusCode.OK, new JObject { ["value"] = "userLogin" });
        Assert.That(ApiGeneration.Of(value), Is.Null);
    }

    private static StoreAbilities? Told(JToken refusal) => ApiGeneration.Of(Refusal((int)refusal["status"]!, (string)refusal["message"]!));

    private static MatomoAnswer Refusal(int status, string message) =>
        new(MatomoMethods.CreateNothing, (HttpStatusCode)status, new JObject { ["result"] = "error", ["message"] = message });

    private static JArray Recorded(string version) =>
        JArray.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recordings", $"languages-{version}.json")));
}
