namespace Matomo.Tokens.Api.Client;

/// <summary>One call of a method of Matomo's API.</summary>
/// <param name="Method">Module and method, such as <c>UsersManager.getUserPreference</c>.</param>
internal sealed record MatomoCall(string Method)
{
    /// <summary>What goes into the body. Secrets never go into the URL, which web servers log.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Form { get; init; } = [];

    /// <summary>The values in the body that are secrets.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Whether it may make a token, so that a failure on the way leaves open whether it did.</summary>
    public bool MayCreate { get; init; }

    /// <summary>Whether the answer describes a thing rather than being <c>{"value":…}</c>.</summary>
    public bool AnswersWithMembers { get; init; }

    /// <summary>What is left open when no answer of Matomo's came.</summary>
    public string Doubt => MayCreate
        ? "Matomo may have made a token that nobody knows the value of; it was not asked again. "
            + "Look under Settings, Personal, Security of that user, and revoke it there."
        : "Nothing was changed.";

    public MatomoCall With(string name, string value) => this with { Form = [.. Form, new(name, value)] };

    public MatomoCall WithSecret(string name, string value) => With(name, value) with { Secrets = [.. Secrets, value] };

    /// <summary>The beginning of a message.</summary>
    public string At(Uri url) => $"{Method} at {url}";
}
