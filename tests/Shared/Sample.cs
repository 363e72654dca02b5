using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Tests;

/// <summary>The values that most tests use.</summary>
internal static class Sample
{
    public const string Login = "alice";
    public const string Description = "WP-Matomo";

    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TokenRequest Present => new() { Login = Login, Description = TokenDescription.Parse(Description) };

    public static IReadOnlyDictionary<string, UserCredentials> Credentials => new Dictionary<string, UserCredentials>
    {
        [Login] = new(new Secret("correct horse")),
    };

    public static TokenRequest Absent => Present with { State = TokenState.Absent };

    public static DateTimeOffset InDays(double days) => Now.AddDays(days);

    public static TokenLifetime Lifetime(string text) => TokenLifetime.Parse("lifetime", text);

    public static TokenValue Value(long number) => Value(number.ToString("x32"));

    public static TokenValue Value(string text) => TokenValue.TryParse(text, out var value) ? value : throw new ArgumentException(text);

    public static TokenErrorCode CodeOf(Action action) => Assert.Throws<TokenException>(action)!.Code;
}
