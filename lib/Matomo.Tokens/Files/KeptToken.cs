using Matomo.Tokens.Host;

namespace Matomo.Tokens.Files;

/// <summary>Reads the value in a token file.</summary>
public static class KeptToken
{
    /// <summary>Reads the value. A link in the place of the file is not followed.</summary>
    /// <param name="path">The token file.</param>
    /// <exception cref="TokenException">
    /// <see cref="TokenErrorCode.TokenFileUnwritable"/>: there is no such file, it is empty, or may not be read.
    /// <see cref="TokenErrorCode.TokenFileNotOurs"/>: it holds something else than one value.
    /// </exception>
    public static TokenValue Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new TokenFile(new TokenFileRequest(path));
        var observation = file.Observe();
        return observation.Value ?? throw new TokenException(
            TokenErrorCode.TokenFileUnwritable,
            $"Cannot read a value from the token file {file.Place.FullPath} as user {LibC.EffectiveUser()}: "
            + $"{(observation.Exists ? "it is empty" : "there is no such file")}. Check the path, or make the token first.");
    }
}
