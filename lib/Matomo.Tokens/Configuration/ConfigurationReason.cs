using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Configuration;

/// <summary>Why Matomo's configuration cannot be read.</summary>
public abstract record ConfigurationReason : FailureReason
{
    /// <summary>There is none where it was looked for.</summary>
    public sealed record NotThere : ConfigurationReason;

    /// <summary>What is there is no configuration of Matomo.</summary>
    public sealed record NotOfMatomo : ConfigurationReason;

    /// <summary>There are some, each for a host.</summary>
    /// <param name="Host">The host that none of them is for; null when no host was given, so that it is not known which one Matomo
    /// reads.</param>
    public sealed record OfHosts(string? Host) : ConfigurationReason;

    /// <summary>The running user may not read it.</summary>
    /// <param name="IsDirectory">Whether it is the directory that may not be listed.</param>
    public sealed record NotAllowed(bool IsDirectory) : ConfigurationReason;

    /// <summary>Keys cannot be read, or are missing.</summary>
    /// <param name="Settings">The properties of <see cref="DatabaseOptions"/> that can stand for them; some keys have none.</param>
    /// <param name="AreMissing">Whether they are not there, or empty.</param>
    public sealed record OfKeys(IReadOnlyList<string> Settings, bool AreMissing) : ConfigurationReason;
}
