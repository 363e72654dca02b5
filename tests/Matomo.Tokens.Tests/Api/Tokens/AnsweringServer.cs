using System.Net;
using Tests.Network;

namespace Matomo.Tokens.Tests.Api.Tokens;

/// <summary>Answers each method of the API as it is told to: for what no Matomo was seen to answer, and may.</summary>
internal sealed class AnsweringServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<string, (int Status, string Body)> _answer;
    private readonly string? _location;

    public AnsweringServer(Func<string, (int Status, string Body)> answer, string? location = null)
    {
        _answer = answer;
        _location = location;
        Url = new Uri($"http://127.0.0.1:{LocalServer.FreePort()}/");
        _listener.Prefixes.Add(Url.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Url { get; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            var context = await _listener.GetContextAsync();
            var (status, body) = _answer(context.Request.QueryString["method"]!);
            context.Response.StatusCode = status;
            context.Response.RedirectLocation = _location;
            context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: true);
        }
    }
}
