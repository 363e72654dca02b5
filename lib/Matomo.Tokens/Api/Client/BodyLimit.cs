namespace Matomo.Tokens.Api.Client;

/// <summary>Reads each answer whole, and none that is larger than any answer of Matomo's could be.</summary>
internal sealed class BodyLimit : DelegatingHandler
{
    public const int LargestBody = 1024 * 1024;

    public BodyLimit(HttpMessageHandler next)
        : base(next)
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        await answer.Content.LoadIntoBufferAsync(LargestBody, cancellationToken);
        return answer;
    }
}
