namespace Matomo.Tokens.Reconciling;

/// <summary>A run that failed when some of its requests were done. What caused it is the inner exception.</summary>
public sealed class ReconcileException : TokenException
{
    internal ReconcileException(TokenException cause, IReadOnlyList<TokenOutcome> completed)
        : base(cause.Code, cause.Message, cause)
    {
        TokenWasMade = cause.TokenWasMade || completed.Any(outcome => outcome.Changed);
        UnkeptValue = cause.UnkeptValue;
        RequestIndex = cause.RequestIndex;
        Completed = completed;
    }

    /// <summary>What is true in the store. With the database, all that was planned: the failure is one of the files.</summary>
    public IReadOnlyList<TokenOutcome> Completed { get; }
}
