using System.Net;
using System.Net.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using RestSharp;

namespace Matomo.Tokens.Api.Client;

/// <summary>Calls methods of Matomo's API and gives back what Matomo, and nobody else, answered.</summary>
/// <remarks>
/// Method and format go into the URL, everything else into the POST body: only then do errors that Matomo raises early come as JSON, and no secret
/// stands in a URL. No call is repeated, and no redirect followed.
/// </remarks>
internal sealed class MatomoClient : IDisposable
{
    private readonly ApiOptions _options;
    private readonly TlsTrust _trust;
    private readonly RestClient _client;
    private bool _connected;

    /// <exception cref="TokenException">An option cannot be used. Nothing was sent.</exception>
    public MatomoClient(ApiOptions options)
    {
        RequestHeaders.Check(options);
        _options = options;
        _trust = new TlsTrust(options);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = options.UseProxy,
            SslOptions = _trust.Options,
            PlaintextStreamFilter = (context, _) =>
            {
                _connected = true;
                return ValueTask.FromResult(context.PlaintextStream);
            },
        };
        _client = new RestClient(new BodyLimit(handler), disposeHandler: true, configureRestClient: rest =>
        {
            rest.Timeout = options.Timeout;
            rest.UserAgent = options.UserAgent;
            rest.FollowRedirects = false;
        });
    }

    public async Task<MatomoAnswer> CallAsync(MatomoCall call, CancellationToken cancellationToken)
    {
        var response = await _client.ExecuteAsync(Request(call), cancellationToken);
        if (cancellationToken.IsCancellationRequested)
            throw TransportFailure.Ended(call, _options.Url);

        if (response.ResponseStatus == ResponseStatus.TimedOut || response.ErrorException is OperationCanceledException)
            throw TransportFailure.Timeout(call, _options.Url, _options.Timeout, _connected);

        if (response.StatusCode == 0)
            throw TransportFailure.From(response.ErrorException ?? new HttpRequestException(), call, _options.Url, _trust.Refusal, _connected);

        return Read(call, response);
    }

    public void Dispose() => _client.Dispose();

    private RestRequest Request(MatomoCall call)
    {
        var request = new RestRequest(new Uri(_options.Url, "index.php"), Method.Post)
            .AddQueryParameter("module", "API")
            .AddQueryParameter("method", call.Method)
            .AddQueryParameter("format", "json")
            .AddHeader("Accept", "application/json");
        foreach (var (name, value) in call.Form)
            request.AddParameter(name, value, ParameterType.GetOrPost);

        foreach (var (name, value) in _options.Headers)
            request.AddOrUpdateHeader(name, value);

        if (_options.WebUserName is { } user)
        {
            var credentials = Encoding.UTF8.GetBytes($"{user}:{_options.WebPassword?.Reveal()}");
            request.AddOrUpdateHeader("Authorization", "Basic " + Convert.ToBase64String(credentials));
        }

        return request;
    }

    private MatomoAnswer Read(MatomoCall call, RestResponse response)
    {
        var status = (int)response.StatusCode;
        var head = new AnswerHead(status)
        {
            Location = response.GetHeaderValue("Location"),
            Challenge = response.GetHeaderValue("WWW-Authenticate"),
            Server = response.GetHeaderValue("Server"),
            RetryAfter = response.GetHeaderValue("Retry-After"),
        };
        if (status is >= 300 and < 400)
            throw UnexpectedAnswer.Redirect(call, _options.Url, head);

        var body = response.RawBytes ?? [];
        return Parse(body) is { } json && new MatomoAnswer(status, json) is var answer && IsOfMatomo(call, answer)
            ? answer
            : throw UnexpectedAnswer.Other(call, _options.Url, head, body);
    }

    // A value or a thing has status 200 always. Something in front of Matomo may answer JSON as well.
    private static bool IsOfMatomo(MatomoCall call, MatomoAnswer answer) =>
        answer.IsRefusal || (answer.Status == HttpStatus.Ok && (answer.Value is not null || call.AnswersWithMembers));

    /// <summary>The body when it is one JSON value of a shape that Matomo uses; else null.</summary>
    private static JContainer? Parse(byte[] body)
    {
        try
        {
            using var json = new JsonTextReader(new StringReader(new UTF8Encoding(false, true).GetString(body)))
            {
                DateParseHandling = DateParseHandling.None, MaxDepth = 16,
            };
            var answer = JToken.ReadFrom(json) as JContainer;
            return json.Read() ? null : answer;
        }
        catch (Exception exception) when (exception is JsonException or DecoderFallbackException)
        {
            return null;
        }
    }
}
