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

    public string? GetString(string option) => _entry is null ? _top.GetString(option) : _entry.GetString(option) ?? (IsInherited(option) ? _top.GetString(option) : null);

    public bool? GetBool(string option) => _entry is null ? _top.GetBool(option) : _entry.GetBool(option) ?? (IsInherited(option) ? _top.GetBool(option) : null);

    public object? GetRaw(string option) => _entry is null ? _top.GetRaw(option) : _entry.GetRaw(option) ?? (IsInherited(option) ? _top.GetRaw(option) : null);

    /// <summary>Whether the option is given among this token's own.</summary>
    public bool IsOwn(string option) => (_entry ?? _top).IsSet(option);

    // An option that identifies one token applies to no other, and a password is never sent for another login.
    private bool IsInherited(string option) => _setAtTop?.Contains(option) != false && option switch
    {
        TokenOptions.TokenAuth or TokenOptions.KnownToken or TokenOptions.TokenFile or TokenOptions.AuthCode => false,
        TokenOptions.Password or TokenOptions.TotpSecret => _sharesPassword,
        _ => true,
    };
}
