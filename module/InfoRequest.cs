using Matomo.Tokens;
using Matomo.Tokens.Files;
using Matomo.Tokens.Inventory;

namespace MatomoToken;

/// <summary>Reads the filter, or the value to check, from the options of <c>matomo_token_info</c>.</summary>
internal static class InfoRequest
{
    /// <summary>Which tokens of the database to list.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="addSecret">Called with the value that a file holds, so that it is masked.</param>
    /// <exception cref="TokenException"><see cref="TokenErrorCode.InvalidArguments"/>, or the token file cannot be read.</exception>
    public static TokenFilter Filter(ModuleArguments arguments, Action<string> addSecret) => new()
    {
        Logins = arguments.GetStringList(InfoOptions.Logins),
        Description = arguments.GetString(TokenOptions.Description) is { } description ? TokenDescription.Parse(description) : null,
        UnusedFor = Lifetime(arguments, InfoOptions.UnusedFor),
        ExpiresWithin = Lifetime(arguments, InfoOptions.ExpiresWithin),
        IsSystem = arguments.GetBool(InfoOptions.System),
        Value = Value(arguments, addSecret),
    };

    /// <summary>The value to check over the API.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="addSecret">Called with the value that a file holds, so that it is masked.</param>
    /// <exception cref="TokenException">
    /// <see cref="TokenErrorCode.Unsupported"/>: the task lists tokens. <see cref="TokenErrorCode.InvalidArguments"/>: no value is given.
    /// Or the token file cannot be read.
    /// </exception>
    public static TokenValue ValueToCheck(ModuleArguments arguments, Action<string> addSecret)
    {
        if (InfoOptions.OfList.FirstOrDefault(arguments.IsSet) is { } option)
        {
            throw new TokenException(
                TokenErrorCode.Unsupported,
                $"{option} selects tokens from the database, but the backend is {TokenOptions.Api}: Matomo's API cannot list tokens, "
                + $"it only tells whether one value is valid. Give {TokenOptions.ConfigFile} or the db_ options to list tokens, "
                + $"or leave {option} out.");
        }

        return Value(arguments, addSecret) ?? throw new TokenException(
            TokenErrorCode.InvalidArguments,
            $"{TokenOptions.TokenAuth} is missing: over the API, give it or {TokenOptions.TokenFile}, with the value to check. "
            + $"To list tokens, which the API cannot do, give {TokenOptions.ConfigFile}.");
    }

    private static TokenLifetime? Lifetime(ModuleArguments arguments, string option) =>
        arguments.GetString(option) is { } text ? TokenLifetime.Parse(option, text) : null;

    private static TokenValue? Value(ModuleArguments arguments, Action<string> addSecret)
    {
        if (arguments.GetString(TokenOptions.TokenAuth) is { } text)
            return ValueReader.Read(text);

        if (arguments.GetString(TokenOptions.TokenFile) is not { } path)
            return null;

        var value = KeptToken.Read(TokenRequestReader.FilePath(path));
        addSecret(value.Reveal());
        return value;
    }
}
