using Matomo.StandIn.Api;
using Matomo.StandIn.Faults;
using Matomo.StandIn.Php;

namespace Matomo.StandIn.Requests;

/// <summary>From the socket to Matomo and back, with whatever fault is on in between.</summary>
internal sealed class RequestHandler(Installation installation, FaultSwitches faults, RequestLog log)
{
    private readonly Lock _oneAtATime = new();
    private readonly FrontController _matomo = new(installation, new ApiMethods(installation));

    public async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path.Value is not { } path || !(path.EndsWith('/') || path.EndsWith("/index.php", StringComparison.Ordinal)))
        {
            await WriteAsync(context, new Answer(404, Answer.Html, Pages.NotFound));
            return;
        }

        var query = PhpForm.Parse((context.Request.QueryString.Value ?? "").TrimStart('?'));
        var early = query.Has("method", out var method) ? faults.Meet(method) : null;
        if (early?.Kind == FaultKind.HangBefore)
            await WaitAsync(context, early);

        var (body, size) = await BodyAsync(context.Request);
        var request = new PhpRequest(query, body, context.Connection.RemoteIpAddress?.MapToIPv4().ToString() ?? "")
        {
            Host = context.Request.Host.Value ?? "",
            Path = context.Request.Path + context.Request.QueryString,
            AcceptLanguage = context.Request.Headers.AcceptLanguage.ToString().Split(',', ';')[0],
            Bearer = installation.Version.ReadsBearer ? Bearer(context.Request) : "",
        };
        log.Add(Record(context, request, size));
        var fault = method is null ? faults.Meet(request.All.Get("method")) : early;
        if (fault?.Kind == FaultKind.HangBefore && early is null)
            await WaitAsync(context, fault);

        await AnswerAsync(context, request, fault);
    }

    private static async Task<(PhpParameters Fields, long Size)> BodyAsync(HttpRequest request)
    {
        request.EnableBuffering();
        using var copy = new MemoryStream();
        await request.Body.CopyToAsync(copy, request.HttpContext.RequestAborted);
        request.Body.Position = 0;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType)
            return (PhpParameters.Empty, copy.Length);

        if (!request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
            return (PhpForm.Parse(Encoding.Latin1.GetString(copy.ToArray())), copy.Length);

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        return (
            PhpParameters.FromPairs(form.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? "")))),
            copy.Length);
    }

    /// <summary>core/Request/AuthenticationToken.php: spelt so, and no other way.</summary>
    private static string Bearer(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.Ordinal) ? header[Scheme.Length..] : "";
    }

    private async Task AnswerAsync(HttpContext context, PhpRequest request, Fault? fault)
    {
        if (fault is null)
        {
            await WriteAsync(context, Work(request, fault));
            return;
        }

        if (FaultyAnswers.InsteadOfWork(fault, context.Request) is { } instead)
        {
            await WriteAsync(context, instead);
            return;
        }

        var answer = FaultyAnswers.Spoiled(fault, Work(request, fault));
        switch (fault.Kind)
        {
            case FaultKind.CloseAfter:
                context.Abort();
                break;
            case FaultKind.CutBody:
                await CutAsync(context, answer);
                break;
            case FaultKind.HangAfter:
                await WaitAsync(context, fault);
                await WriteAsync(context, answer);
                break;
            default:
                await WriteAsync(context, answer);
                break;
        }
    }

    private Answer Work(PhpRequest request, Fault? fault)
    {
        lock (_oneAtATime)
            return _matomo.Answer(request, FaultyAnswers.Settings(fault, installation.Settings));
    }

    private static Task WaitAsync(HttpContext context, Fault fault) =>
        Task.Delay(TimeSpan.FromSeconds(fault.Seconds), context.RequestAborted);

    private static async Task WriteAsync(HttpContext context, Answer answer)
    {
        var bytes = Begin(context, answer);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static async Task CutAsync(HttpContext context, Answer answer)
    {
        var bytes = Begin(context, answer);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    private static byte[] Begin(HttpContext context, Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;

        return Encoding.UTF8.GetBytes(answer.Body);
    }

    private RecordedRequest Record(HttpContext context, PhpRequest request, long size) =>
        new(0, installation.Clock.GetUtcNow(), context.Request.Method, context.Request.Path.Value ?? "")
        {
            Method = request.All.Get("method"),
            QueryString = context.Request.QueryString.Value ?? "",
            Query = request.Get.Values,
            Form = request.Post.Values,
            Headers = context.Request.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            BodySize = size,
            SourcePort = context.Connection.RemotePort,
            ConnectionId = context.Connection.Id,
        };
}
