using System.Net;
using System.Net.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using RestSharp;

namespace Matomo.Tokens.Api.Client;

/// <summary>Calls methods of Matomo's API and gives back what Matomo, and nobody else, answered.</summary>
/// <remarks>
/// Method and format go into the URL, everything else into the POST body: only then do errors that Matomo raises early come as JSON, and no
/// secret stands in a URL. No call is repeated, and no redirect followed.
/// </remarks>
internal sealed class MatomoClient : IDisposable
{
    /// <summary>No answer of Matomo's is larger.</summary>
    public const int LargestBody = 1024 * 1024;

    private readonly ApiOptions _options;
    private readonly TlsTrust _trust;
    private readonly RestClient _client;
    private bool _connected;

    /// <exception cref="TokenException">An option cannot be used. Nothing was sent.</exception>
    public MatomoClient(ApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
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
        var http = new HttpClient(handler) { MaxResponseContentBufferSize = LargestBody };
        _client = new RestClient(http, disposeHttpClient: true, configureRestClient: rest =>
        {
            rest.Timeout = options.Timeout;
            rest.UserAgent = options.UserAgent;
            rest.FollowRedirects = false;
        });
    }

    public Uri Url => _options.Url;

    /// <summary>Of a connection that everybody on the way can listen to.</summary>
    /// <param name="what">What goes there, and its verb.</param>
    public IReadOnlyList<string> PlainHttpWarnings(string what) => Url is { Scheme: "http", IsLoopback: false }
        ? [$"The URL is plain http: {what} the network to {Url.Host} readable for anyone on the way. Use https."]
        : [];

    /// <exception cref="TokenException">There is no answer, or none of Matomo's.</exception>
    public async Task<MatomoAnswer> CallAsync(MatomoCall call, CancellationToken cancellationToken)
    {
        var response = await _client.ExecuteAsync(Request(call), cancellationToken);
        var failure = new TransportFailure(call, Url, _connected);
        if (cancellationToken.IsCancellationRequested)
            throw failure.Ended();

        if (response.ResponseStatus == ResponseStatus.TimedOut || response.ErrorException is OperationCanceledException)
            throw failure.Timeout(_options.Timeout);

        if (response.StatusCode == 0)
            throw failure.From(response.ErrorException ?? new HttpRequestException(), _trust.Refusal);

        return Read(call, response);
    }

    public void Dispose() => _client.Dispose();

    private RestRequest Request(MatomoCall call)
    {
        var request = new RestRequest(new Uri(Url, "index.php"), Method.Post)
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
        var unexpected = new UnexpectedAnswer(call, Url, response.StatusCode, name => response.GetHeaderValue(name));
        if ((int)response.StatusCode is >= 300 and < 400)
            throw unexpected.Redirect();

        var body = response.RawBytes ?? [];
        return Parse(body) is { } json && new MatomoAnswer(call, response.StatusCode, json) is var answer && IsOfMatomo(answer)
            ? answer
            : throw unexpected.Other(Encoding.UTF8.GetString(body));
    }

    // A value or a thing has status 200 always. Something in front of Matomo may answer JSON as well.
    private static bool IsOfMatomo(MatomoAnswer answer) =>
        answer.IsRefusal || (answer.Status == HttpStatusCode.OK && (answer.IsValue || answer.Call.AnswersWithMembers));

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
