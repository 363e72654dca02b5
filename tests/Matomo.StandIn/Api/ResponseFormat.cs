using Matomo.StandIn.Php;

namespace Matomo.StandIn.Api;

/// <summary>
/// core/API/ResponseBuilder.php and the renderers. Only JSON and XML are answered in full, of the others the content type is right.
/// </summary>
internal sealed class ResponseFormat(MatomoVersion version, string format)
{
    private const string PlainText = "text/plain; charset=utf-8";
    private readonly string _name = format.ToLowerInvariant();

    /// <summary>What Matomo does not know is refused before anything is done.</summary>
    public bool IsKnown => Types() is not null;

    private bool IsJson => _name == "json" || (_name == "json2" && version.HasJson2);

    public Answer Success(object? value, int status) =>
        new(status, Types()!.Value.Success, IsJson ? PhpJson.Encode(Shaped(value)) : Xml(Scalar(value)));

    public Answer Error(string message, int status)
    {
        var text = PhpText.EscapeMessage(message).Replace("\r\n", " ", StringComparison.Ordinal).Replace('\n', ' ');
        return new Answer(
            status, Types()?.Error ?? PlainText, IsJson ? PhpJson.Encode(ErrorOf(text)) : Xml($"\n\t<error message=\"{text}\" />\n"));
    }

    /// <summary>3.x puts an associative array into a list of one.</summary>
    public object? Shaped(object? value) => value switch
    {
        IEnumerable<object?> list => list,
        PhpArray entries => version.ListsObjects ? new object?[] { entries } : entries,
        string text => PhpArray.Of(("value", PhpText.DecodeEntities(text))),
        _ => PhpArray.Of(("value", value)),
    };

    public static PhpArray ErrorOf(string message) => PhpArray.Of(("result", "error"), ("message", message));

    private (string Success, string Error)? Types() => _name switch
    {
        _ when IsJson => ("application/json; charset=utf-8", "application/json; charset=utf-8"),
        "xml" => ("text/xml; charset=utf-8", "text/xml; charset=utf-8"),
        "html" => (Answer.Html, PlainText),
        "console" or "original" => (PlainText, PlainText),
        _ => null,
    };

    private static string Xml(string content) => $"<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n<result>{content}</result>";

    private static string Scalar(object? value) => value switch
    {
        true => "1",
        false or null => "0",
        _ => PhpText.EscapeMessage(value.ToString() ?? ""),
    };
}
