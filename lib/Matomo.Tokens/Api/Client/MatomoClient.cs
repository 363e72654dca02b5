using System.Net;
using System.Net.Http;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using RestSharp;

namespace Matomo.Tokens.Api.Client;

/// <summary>Calls methods of Matomo's API and gives back what Matomo, and nobody else, answered.</summary>
/// <remarks>
/// Method and format go into the URL, everything else into the POST body: only then do errors that Matomo raises early come as JSON, and no
/// secret stands in a URL. No call is repeated, and no redirect followed.
/// </remarks>
internal sealed partial class MatomoClient : IDisposable
{
    /// <summary>No answer of Matomo's is larger.</summary>
    public const int LargestBody = 1024 * 1024;

    private readonly ApiOptions _options;
    private readonly TlsTrust _trust;
    private readonly RestClient _client;
    private readonly RestClient _creating;
    private bool _connected;

    /// <exception cref="TokenException">An option cannot be used. Nothing was sent.</exception>
    public MatomoClient(ApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequestHeaders.Check(options);
        _options = options;
        _trust = new TlsTrust(options);
        _client = Connection(Timeout.InfiniteTimeSpan);

        // A server that drops a connection kept alive would leave open whether a creation reached it: that has one of its own.
        _creating = Connection(TimeSpan.Zero);
    }

    public Uri Url => _options.Url;

    /// <summary>Of a connection that everybody on the way can listen to, and of a proxy that is not used.</summary>
    /// <param name="what">What goes there, and its verb.</param>
    public IEnumerable<string> Warnings(string what)
    {
        if (Url is { Scheme: "http", IsLoopback: false })
            yield return $"The URL is plain http: {what} the network to {Url.Host} readable for anyone on the way. Use https.";

        if (_options.UseProxy && ProxyVariable.NameOfMalformed(Url) is { } name)
            yield return $"The environment variable {name} is ignored: it is no address of a proxy, such as http://proxy.example.org:3128.";
    }

    /// <exception cref="TokenException">There is no answer, or none of Matomo's.</exception>
    public async Task<MatomoAnswer> CallAsync(MatomoCall call, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            throw TransportFailure.Ended(call, Url);

        foreach (var secret in call.Secrets)
            _options.SecretSent(new Secret(secret));

        // The value of a token that is being made would be lost: whoever ends the run waits for it.
        var response = call.MayCreate ? await CreateAsync(call) : await _client.ExecuteAsync(Request(call), cancellationToken);
        if (!call.MayCreate && cancellationToken.IsCancellationRequested)
            throw TransportFailure.Ended(call, Url);

        var failure = new TransportFailure(call, _options, _connected);
        if (response.ResponseStatus == ResponseStatus.TimedOut || response.ErrorException is OperationCanceledException)
            throw failure.Timeout();

        if (response.StatusCode == 0)
            throw failure.From(response.ErrorException ?? new HttpRequestException(), _trust.Refusal);

        return Read(call, response);
    }

    public void Dispose()
    {
        _client.Dispose();
        _creating.Dispose();
    }

    private RestClient Connection(TimeSpan lifetime)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = _options.UseProxy,
            SslOptions = _trust.Options,
            PooledConnectionLifetime = lifetime,
            PlaintextStreamFilter = (context, _) =>
            {
                _connected = true;
                return ValueTask.FromResult(context.PlaintextStream);
            },
        };
        var http = new HttpClient(handler) { MaxResponseContentBufferSize = LargestBody };
        return new RestClient(http, disposeHttpClient: true, configureRestClient: rest =>
        {
            rest.Timeout = _options.Timeout;
            rest.UserAgent = null;
            rest.FollowRedirects = false;
        });
    }

    private async Task<RestResponse> CreateAsync(MatomoCall call)
    {
        using var underWay = _options.CreationBegins?.Invoke(_options.Timeout);
        _connected = false;
        return await _creating.ExecuteAsync(Request(call), CancellationToken.None);
    }

    private RestRequest Request(MatomoCall call)
    {
        var request = new RestRequest(new Uri(Url, "index.php"), Method.Post)
            .AddQueryParameter("module", "API")
            .AddQueryParameter("method", call.Method)
            .AddQueryParameter("format", "json")
            .AddHeader("Accept", "application/json")
            .AddHeader("User-Agent", _options.UserAgent);
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
        var unexpected = new UnexpectedAnswer(call, _options, response.StatusCode, name => response.GetHeaderValue(name));
        if ((int)response.StatusCode is >= 300 and < 400)
            throw unexpected.Redirect();

        var body = response.RawBytes ?? [];
        var answer = Parse(body) is { } json ? new MatomoAnswer(call, response.StatusCode, json) { Conceal = _options.Conceal } : null;
        return answer is not null && IsOfMatomo(answer) ? answer : throw unexpected.Other(Encoding.UTF8.GetString(body));
    }

    // A value or a thing has status 200 always. Something in front of Matomo may answer JSON as well.
    private static bool IsOfMatomo(MatomoAnswer answer) =>
        answer.IsRefusal || (answer.Status == HttpStatusCode.OK && (answer.IsValue || answer.Call.AnswersWithMembers));

    /// <summary>The body when it is one JSON value of a shape that Matomo uses; else null.</summary>
    private static JContainer? Parse(byte[] body)
    {
        try
        {
            var text = new UTF8Encoding(false, true).GetString(body);
            using var json = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None, MaxDepth = 16 };
            var answer = JToken.ReadFrom(json) as JContainer;
            return json.Read() || !StrictJson().IsMatch(text) ? null : answer;
        }
        catch (Exception exception) when (exception is JsonException or DecoderFallbackException)
        {
            return null;
        }
    }

    // Json.NET reads comments, single quotes, bare words, needless commas and more as JSON.
    [GeneratedRegex(
        """^(?>[]{}:[ \t\r\n]|(?<![[{,:][ \t\r\n]*),(?![ \t\r\n]*[]}])|"([^"\\\x00-\x1F]|\\(["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"|"""
        + """-?(0|[1-9][0-9]*)(\.[0-9]+)?([Ee][-+]?[0-9]+)?|true|false|null)*\z""",
        RegexOptions.ExplicitCapture)]
    private static partial Regex StrictJson();
}
