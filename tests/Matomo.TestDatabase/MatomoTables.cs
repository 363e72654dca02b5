namespace Matomo.TestDatabase;

/// <summary>Whose tables a <see cref="MatomoDatabase"/> has.</summary>
public enum MatomoTables
{
    /// <summary>3.14.1: one plain value per user, in <c>user.token_auth</c>; no table <c>user_token_auth</c>; utf8 of three
    /// bytes.</summary>
    Matomo3,

    /// <summary>4.16.1: no column <c>secure_only</c>.</summary>
    Matomo4,

    /// <summary>5.3.0.</summary>
    Matomo5,

    /// <summary>A version to come: <c>user_token_auth</c> has further columns, <c>ts_rotation_notified</c>,
    /// <c>ts_expiration_warning_notified</c>, and an invented
    /// <c>scope</c> that is not nullable and has a default.</summary>
    Later,
}
