namespace Soak;

/// <summary>Something was found that must not be.</summary>
internal sealed class LossException(string message) : Exception(message);
