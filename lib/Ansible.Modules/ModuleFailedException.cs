namespace Ansible.Modules;

/// <summary>The task fails for a reason that the module foresaw. Exit code 1.</summary>
public sealed class ModuleFailedException : Exception
{
    /// <summary>The code of arguments that cannot be accepted.</summary>
    public const string InvalidArguments = "invalid_arguments";

    /// <summary>The code of a run that the system gives too little to begin.</summary>
    public const string NotStarted = "not_started";

    /// <summary>The code of a failure that nobody foresaw.</summary>
    public const string InternalError = "internal_error";

    /// <summary>Makes the failure.</summary>
    /// <param name="errorCode">What went wrong, for programs: a word that stays the same when the message is reworded.</param>
    /// <param name="message">What went wrong, for people. Secrets in it are masked.</param>
    /// <param name="fields">Further fields of the answer, under the rules of <see cref="ModuleResult.Fields"/>.</param>
    /// <param name="innerException">What caused it; answered as <c>exception</c>, masked, at verbosity 3 and above.</param>
    /// <exception cref="ArgumentException">A field has a name that the protocol itself fills.</exception>
    public ModuleFailedException(
        string errorCode,
        string message,
        IReadOnlyList<KeyValuePair<string, object?>>? fields = null,
        Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorCode = errorCode;
        Fields = fields ?? [];
        ReservedFields.Refuse(ReservedFields.OfFailure, Fields, nameof(fields));
    }

    /// <summary>What went wrong, for programs.</summary>
    public string ErrorCode { get; }

    /// <summary>Further fields of the answer, left whole.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Fields { get; }

    /// <summary>Whether something was changed before the failure. Default: false.</summary>
    public bool Changed { get; init; }
}
