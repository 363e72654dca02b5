using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Matomo.Contract.Tests.Recordings;

/// <summary>Sends a recorded request as the recorder did, from the address that it came from.</summary>
public sealed class RecordedClient : IDisposable
{
    private static readonly MediaTypeHeaderValue FormType = new("application/x-www-form-urlencoded");
    private readonly Dictionary<string, HttpClient> _clients = [];

    public async Task<RecordedResponse> SendAsync(Uri url, RecordedRequest request, Placeholders placeholders)
    {
        var query = Encoded(request.Query, placeholders);
        var address = url.GetLeftPart(UriPartial.Authority) + request.Path + (query.Length > 0 ? $"?{query}" : "");
        using var message = new HttpRequestMessage(
            new HttpMethod(request.Verb), new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        message.Headers.Add("Accept", "application/json");
        message.Headers.Add("User-Agent", "recorder");
        message.Content = Content(request, placeholders);
        foreach (var (name, value) in request.Headers)
        {
            HttpHeaders headers = name.StartsWith("Content-", StringComparison.Ordinal) ? message.Content!.Headers : message.Headers;
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, placeholders.Expand(value));
        }

        using var response = await Client(request.From).SendAsync(message);
        return new RecordedResponse(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString() ?? "",
            response.Headers.Location?.OriginalString,
            await response.Content.ReadAsStringAsync());
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
    }

    private static ByteArrayContent? Content(RecordedRequest request, Placeholders placeholders) => request switch
    {
        { Body: { } body } => new ByteArrayContent(body),
        { Verb: "GET" } => null,
        _ => new StringContent(Encoded(request.Form, placeholders), Encoding.UTF8, FormType),
    };

    private static string Encoded(IReadOnlyList<(string Name, string Value)> pairs, Placeholders placeholders) => string.Join(
        '&', pairs.Select(pair => $"{WebUtility.UrlEncode(pair.Name)}={WebUtility.UrlEncode(placeholders.Expand(pair.Value))}"));

    private HttpClient Client(string from)
    {
        if (!_clients.TryGetValue(from, out var client))
        {
            _clients[from] = client = new HttpClient(new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                ConnectCallback = (context, cancellation) => ConnectAsync(from, context.DnsEndPoint, cancellation),
            });
        }

        return client;
    }

    private static async ValueTask<Stream> ConnectAsync(string from, DnsEndPoint to, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, to.Port, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
