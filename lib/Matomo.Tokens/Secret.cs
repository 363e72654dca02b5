namespace Matomo.Tokens;

/// <summary>A text that must not be shown, such as a password.</summary>
/// <remarks>Its <see cref="ToString"/> hides it, so that it cannot slip into a message or a log by interpolation.</remarks>
public sealed class Secret
{
    private readonly string _text;

    /// <summary>Wraps a text.</summary>
    public Secret(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
    }

    /// <summary>The text itself, for the one place that sends it.</summary>
    public string Reveal() => _text;

    /// <summary>A placeholder, never the text.</summary>
    public override string ToString() => "(secret)";
}
