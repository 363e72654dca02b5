namespace Matomo.Tokens.Api.Client;

/// <summary>One call of a method of Matomo's API.</summary>
/// <param name="Method">Module and method, such as <c>UsersManager.getUserPreference</c>.</param>
internal sealed record MatomoCall(string Method)
{
    /// <summary>What goes into the body. Secrets never go into the URL, which web servers log.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Form { get; init; } = [];

    /// <summary>Whether it may make a token, so that a failure on the way leaves open whether it did.</summary>
    public bool MayCreate { get; init; }

    /// <summary>Whether the answer describes a thing rather than being <c>{"value":…}</c>.</summary>
    public bool AnswersWithMembers { get; init; }

    public MatomoCall With(string name, string value) => this with { Form = [.. Form, new(name, value)] };
}
