using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Matomo.Contract.Tests.Recordings;

public sealed record RecordedResponse(int Status, string ContentType, string? Location, string Body)
{
    /// <summary>What is JSON is compared to the byte, anything else by its content type.</summary>
    public bool IsJson
    {
        get
        {
            try
            {
                JToken.Parse(Body);
                return ContentType.StartsWith("application/json", StringComparison.Ordinal);
            }
            catch (JsonReaderException)
            {
                return false;
            }
        }
    }

    public static RecordedResponse Of(JToken entry) =>
        new((int)entry["status"]!, (string?)entry["content_type"] ?? "", (string?)entry["location"], NamedAlike((string)entry["body"]!));

    /// <summary>One recorder called the database that does not exist otherwise.</summary>
    private static string NamedAlike(string body) => body.Replace("'dbuser_nothing'", "'matomo_nothing'", StringComparison.Ordinal);
}
