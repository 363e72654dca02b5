using Matomo.Tokens.Files;
using Matomo.Tokens.Observations;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Tests.Planning;

/// <summary>Requests as a playbook would spell them.</summary>
internal static class Request
{
    public static TokenRequest TokenAuth(this TokenRequest request, long number) => request with { Value = Sample.Value(number) };

    public static TokenRequest KnownToken(this TokenRequest request, long number) =>
        request with { HasKnownToken = true, KnownToken = Sample.Value(number) };

    public static TokenRequest TokenFile(this TokenRequest request) => request with { TokenFile = new TokenFileRequest("/etc/token") };

    public static TokenRequest ExpiresIn(this TokenRequest request, string lifetime, string? renewBefore = null) => request with
    {
        ExpiresIn = Sample.Lifetime(lifetime),
        RenewBefore = renewBefore is null ? null : Sample.Lifetime(renewBefore),
    };

    public static TokenRequest ExpiresAt(this TokenRequest request, double days) => request with { ExpiresAt = Sample.InDays(days) };

    public static TokenRequest NeverExpires(this TokenRequest request) => request with { NeverExpires = true };

    public static TokenRequest NeedsValue(this TokenRequest request) => request with { NeedsValue = true };

    public static TokenRequest SecureOnly(this TokenRequest request, bool secureOnly = true) => request with { SecureOnly = secureOnly };

    public static TokenRequest Recreate(this TokenRequest request, RecreateMode mode) => request with { Recreate = mode };

    public static TokenRequest RevokeOthers(this TokenRequest request, string? overlap = null) => request with
    {
        RevokeOthers = true,
        Overlap = overlap is null ? null : Sample.Lifetime(overlap),
    };

    public static TokenFileObservation FileWith(long number) => new() { Exists = true, Value = Sample.Value(number), IsExact = true };

    public static TokenFileObservation WithPending(this TokenFileObservation file, long? number) => file with
    {
        PendingExists = true,
        PendingValue = number is { } one ? Sample.Value(one) : null,
    };
}
