namespace MatomoToken;

/// <summary>Reads <c>timeout</c>.</summary>
internal static class TimeoutReader
{
    private const long Longest = 3600;

    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>: under a second, or over an hour.</exception>
    public static TimeSpan Read(ModuleArguments arguments)
    {
        var seconds = arguments.GetInt(TokenOptions.Timeout) ?? TokenOptions.DefaultTimeout;
        return seconds is >= 1 and <= Longest
            ? TimeSpan.FromSeconds(seconds)
            : throw new TokenException(
                TokenErrorCode.InvalidArguments,
                $"{TokenOptions.Timeout} is {seconds}: it must be from 1 to {Longest} seconds.");
    }
}
