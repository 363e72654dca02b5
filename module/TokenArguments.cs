namespace MatomoToken;

/// <summary>The options of one token: an entry of <c>tokens</c>, completed from the top of the task, or the top alone.</summary>
internal sealed class TokenArguments
{
    private readonly ModuleArguments _top;
    private readonly ModuleArguments? _entry;
    private readonly IReadOnlySet<string>? _setAtTop;
    private readonly bool _sharesPassword;

    /// <summary>The one token of a task without <c>tokens</c>.</summary>
    public TokenArguments(ModuleArguments top)
    {
        _top = top;
    }

    /// <summary>An entry of <c>tokens</c>.</summary>
    /// <param name="top">The options of the task.</param>
    /// <param name="entry">Those of the entry.</param>
    /// <param name="setAtTop">The task's options that have a value, which spares a long list the others; null to try each.</param>
    public TokenArguments(ModuleArguments top, ModuleArguments entry, IReadOnlySet<string>? setAtTop = null)
    {
        _top = top;
        _entry = entry;
        _setAtTop = setAtTop;
        _sharesPassword = entry.GetString(TokenOptions.Login) is not { } own || own == top.GetString(TokenOptions.Login);
    }

    public string? GetString(string option) => Giving(option).GetString(option);

    public bool? GetBool(string option) => Giving(option).GetBool(option);

    public object? GetRaw(string option) => Giving(option).GetRaw(option);

    /// <summary>Whether the option is given among this token's own.</summary>
    public bool IsOwn(string option) => (_entry ?? _top).IsSet(option);

    private ModuleArguments Giving(string option) =>
        _entry is null || (_entry.GetRaw(option) is null && IsInherited(option)) ? _top : _entry;

    // An option that identifies one token applies to no other, and a password is never sent for another login.
    private bool IsInherited(string option) => _setAtTop?.Contains(option) != false && option switch
    {
        TokenOptions.TokenAuth or TokenOptions.KnownToken or TokenOptions.TokenFile or TokenOptions.AuthCode => false,
        TokenOptions.Password or TokenOptions.TotpSecret => _sharesPassword,
        _ => true,
    };
}
