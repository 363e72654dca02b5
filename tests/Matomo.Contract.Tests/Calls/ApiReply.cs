using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Matomo.Contract.Tests.Calls;

/// <summary>What came back. Nothing here looks at a message: it is in the installation's language.</summary>
public sealed record ApiReply(int Status, string ContentType, string Body)
{
    public bool IsJson => Json is not null;

    /// <summary>Judged by the body, as most refusals have status 200.</summary>
    public bool IsError => (string?)(Json as JObject)?["result"] == "error" && Message.Length > 0;

    public string Message => (string?)(Json as JObject)?["message"] ?? "";

    public JToken? Value => (Json as JObject)?["value"];

    /// <summary>3.x answers an object as a list of one.</summary>
    public JObject? Entry => Json is JArray { Count: 1 } list ? list[0] as JObject : Json as JObject;

    private JToken? Json
    {
        get
        {
            try
            {
                return JToken.Parse(Body);
            }
            catch (JsonReaderException)
            {
                return null;
            }
        }
    }
}
