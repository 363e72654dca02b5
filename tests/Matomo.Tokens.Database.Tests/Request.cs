using Matomo.Tokens.Files;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Database.Tests;

/// <summary>Requests as a playbook would spell them.</summary>
internal static class Request
{
    public const string Description = "WordPress";

    public static TokenRequest For(string login = "alice", string description = Description) =>
        new() { Login = login, Description = TokenDescription.Parse(description) };

    public static TokenRequest Absent(this TokenRequest request) => request with { State = TokenState.Absent };

    public static TokenRequest WithoutDescription(this TokenRequest request) => request with { Description = null };

    public static TokenRequest TokenAuth(this TokenRequest request, string value) => request with { Value = Value(value) };

    public static TokenRequest KnownToken(this TokenRequest request, string? value) =>
        request with { HasKnownToken = true, KnownToken = value is null ? null : Value(value) };

    public static TokenRequest In(this TokenRequest request, string path) => request with { TokenFile = new TokenFileRequest(path) };

    public static TokenRequest ExpiresIn(this TokenRequest request, string lifetime, string? renewBefore = null) => request with
    {
        ExpiresIn = Lifetime(lifetime),
        RenewBefore = renewBefore is null ? null : Lifetime(renewBefore),
    };

    public static TokenRequest ExpiresAt(this TokenRequest request, DateTime time) =>
        request with { ExpiresAt = new DateTimeOffset(time, TimeSpan.Zero) };

    public static TokenRequest SecureOnly(this TokenRequest request, bool secureOnly = true) => request with { SecureOnly = secureOnly };

    public static TokenRequest Recreate(this TokenRequest request, RecreateMode mode) => request with { Recreate = mode };

    public static TokenRequest RevokeOthers(this TokenRequest request, string? overlap = null) => request with
    {
        RevokeOthers = true,
        Overlap = overlap is null ? null : Lifetime(overlap),
    };

    public static TokenValue Value(string text) => TokenValue.TryParse(text, out var value) ? value : throw new ArgumentException(text);

    public static string Fresh() => TokenValue.Random().Reveal();

    private static TokenLifetime Lifetime(string text) => TokenLifetime.Parse("lifetime", text);
}
