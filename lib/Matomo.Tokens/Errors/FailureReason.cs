namespace Matomo.Tokens.Errors;

/// <summary>What a failure is about, with its facts, for a program that has advice of its own. A failure whose message says all there is
/// has none.</summary>
public abstract record FailureReason
{
    /// <summary>Settings of the caller: properties of <c>ApiOptions</c>, <c>TokenRequest</c> or <c>TokenFilter</c>.</summary>
    public sealed record Settings(params IReadOnlyList<string> Names) : FailureReason;
    /// <summary>Settings of the caller: properties of <c>DatabaseOptions</c>, which Matomo's configuration may have given.</summary>
    public sealed record DatabaseSettings(params IReadOnlyList<string> Names) : FailureReason;
    /// <summary>There is no configuration of Matomo where it was looked for.</summary>
    public sealed record NoConfiguration : FailureReason;
    /// <summary>There are configurations of Matomo for several hosts, and it is not known which is meant, or that host has none.</summary>
    public sealed record ConfigurationsOfHosts : FailureReason;
    /// <summary>Keys of Matomo's configuration are missing, or cannot be read; with the properties of <c>DatabaseOptions</c> that can stand
    /// for them.</summary>
    public sealed record ConfigurationKeys(IReadOnlyList<string> Names, bool AreMissing) : FailureReason;
    /// <summary>The running user of this host may not do it.</summary>
    public sealed record NotAllowed : FailureReason;
    /// <summary>The database server cannot encrypt, so that the password can be sent over TCP on the server's own host only.</summary>
    public sealed record NoEncryption : FailureReason;
    /// <summary>The salt is not that of the tokens in the database, or the database is another installation's.</summary>
    public sealed record SaltInDoubt : FailureReason;
    /// <summary>Too many do the same at once, or from one address.</summary>
    public sealed record TooManyAtOnce : FailureReason;
    /// <summary>So many of the known values are no live tokens that to try more would lock this address out.</summary>
    public sealed record TooManyRefused : FailureReason;
    /// <summary>The server redirects to another address, which the message has.</summary>
    public sealed record OtherAddress : FailureReason;
    /// <summary>A two-factor code is missing, wrong or used up.</summary>
    public sealed record TwoFactorCode : FailureReason;
    /// <summary>A token has to be made over the API, which takes the user's own password, and that is not known.</summary>
    public sealed record NoPassword : FailureReason;
    /// <summary>Matomo's API cannot do it, and its database can; with the properties of the request that count without.</summary>
    public sealed record NeedsDatabase(params IReadOnlyList<string> Names) : FailureReason;
    /// <summary>No value is known that the token could be recognised by.</summary>
    public sealed record ValueNotKnown : FailureReason;
    /// <summary>No live token has a known value, and the request forbids to make a new one.</summary>
    public sealed record NewValueForbidden : FailureReason;
    /// <summary>The token that lives already cannot be changed; only a new one can be as requested.</summary>
    public sealed record NeedsNewToken : FailureReason;
    /// <summary>The value is needed in every run, and nothing keeps it.</summary>
    public sealed record ValueNotKept : FailureReason;
    /// <summary>A value is another user's token; with the property of <c>TokenRequest</c> that it comes from, and whether it was to
    /// be revoked.</summary>
    public sealed record OtherUser(string Name, bool IsRevocation) : FailureReason;
    /// <summary>Another request, counted from 0, is in the way of the one that failed.</summary>
    public sealed record ConflictsWith(int Other) : FailureReason;
}
