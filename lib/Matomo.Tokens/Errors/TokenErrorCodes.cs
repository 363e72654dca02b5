namespace Matomo.Tokens.Errors;

/// <summary>The names that results carry.</summary>
public static class TokenErrorCodes
{
    /// <summary>The code as results spell it, such as <c>token_file_not_ours</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The code is none of the enumeration.</exception>
    public static string Name(this TokenErrorCode code) => code switch
    {
        TokenErrorCode.InvalidArguments => "invalid_arguments",
        TokenErrorCode.AuthenticationFailed => "authentication_failed",
        TokenErrorCode.TwoFactorRequired => "two_factor_required",
        TokenErrorCode.TwoFactorRejected => "two_factor_rejected",
        TokenErrorCode.LockedOut => "locked_out",
        TokenErrorCode.UserNotFound => "user_not_found",
        TokenErrorCode.TokenBelongsToOtherUser => "token_belongs_to_other_user",
        TokenErrorCode.TokenValueUnknown => "token_value_unknown",
        TokenErrorCode.NotIdempotent => "not_idempotent",
        TokenErrorCode.Unsupported => "unsupported",
        TokenErrorCode.Unreachable => "unreachable",
        TokenErrorCode.Timeout => "timeout",
        TokenErrorCode.TlsFailed => "tls_failed",
        TokenErrorCode.Redirected => "redirected",
        TokenErrorCode.NotMatomo => "not_matomo",
        TokenErrorCode.MatomoError => "matomo_error",
        TokenErrorCode.ConfigUnreadable => "config_unreadable",
        TokenErrorCode.DatabaseUnreachable => "database_unreachable",
        TokenErrorCode.DatabaseAccessDenied => "database_access_denied",
        TokenErrorCode.DatabaseLocked => "database_locked",
        TokenErrorCode.SchemaUnknown => "schema_unknown",
        TokenErrorCode.TokenFileUnwritable => "token_file_unwritable",
        TokenErrorCode.TokenFileNotOurs => "token_file_not_ours",
        TokenErrorCode.InternalError => "internal_error",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, null),
    };
}
