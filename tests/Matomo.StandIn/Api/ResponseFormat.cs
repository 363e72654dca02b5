using Matomo.StandIn.Php;

namespace Matomo.StandIn.Api;

/// <summary>core/API/ResponseBuilder.php and the renderers; what is neither JSON nor XML is answered as XML, Matomo's default.</summary>
internal sealed class ResponseFormat
{
    private readonly MatomoVersion _version;
    private readonly bool _isJson;

    public ResponseFormat(MatomoVersion version, string format)
    {
        _version = version;
        _isJson = format.Equals("json", StringComparison.OrdinalIgnoreCase);
    }

    private string ContentType => _isJson ? "application/json; charset=utf-8" : "text/xml; charset=utf-8";

    public Answer Success(object? value) => new(200, ContentType, _isJson ? PhpJson.Encode(Shaped(value)) : Xml(Scalar(value)));

    public Answer Error(string message, int status)
    {
        var text = PhpText.EscapeMessage(message).Replace("\r\n", " ", StringComparison.Ordinal).Replace('\n', ' ');
        return new Answer(status, ContentType, _isJson ? PhpJson.Encode(ErrorOf(text)) : Xml($"\n\t<error message=\"{text}\" />\n"));
    }

    /// <summary>3.x puts an associative array into a list of one.</summary>
    public object? Shaped(object? value) => value switch
    {
        IEnumerable<object?> list => list,
        PhpArray entries => _version.Major == 3 ? new object?[] { entries } : entries,
        string text => PhpArray.Of(("value", PhpText.DecodeEntities(text))),
        _ => PhpArray.Of(("value", value)),
    };

    public static PhpArray ErrorOf(string message) => PhpArray.Of(("result", "error"), ("message", message));

    private static string Xml(string content) => $"<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n<result>{content}</result>";

    private static string Scalar(object? value) => value switch
    {
        true => "1",
        false or null => "0",
        _ => PhpText.EscapeMessage(value.ToString() ?? ""),
    };
}
