using Matomo.Tokens.Observations;
using Matomo.Tokens.Planning;

namespace Matomo.Tokens.Stores;

/// <summary>Takes new values into safety.</summary>
public interface IValueKeeper
{
    /// <summary>Writes a value, synced, to where a later run finds it. Does nothing where no token file is wanted.</summary>
    /// <param name="planned">The step that the value belongs to.</param>
    /// <param name="value">The value.</param>
    /// <param name="token">The token that has it.</param>
    /// <exception cref="Errors.TokenException"><see cref="Errors.TokenErrorCode.TokenFileUnwritable"/>.</exception>
    void Keep(TokenStep planned, TokenValue value, ObservedToken token);

    /// <summary>Drops a value that was kept and will never be live, as its transaction was undone.</summary>
    /// <param name="planned">The step that the value belongs to.</param>
    void Forget(TokenStep planned);
}
