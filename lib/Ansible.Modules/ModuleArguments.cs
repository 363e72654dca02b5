using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Ansible.Modules;

/// <summary>The values of a module's options after parsing, or of the options inside one of them.</summary>
/// <remarks>
/// Every getter returns null for an option without a value: omitted and without a default, or given as null (which, as in
/// Ansible, hides the default). Asking for a name outside the specification (ArgumentException), or for another type than it says
/// (InvalidOperationException), is a mistake of the program.
/// </remarks>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The getters are named for Ansible's types.")]
public sealed class ModuleArguments
{
    private readonly ArgumentScope _scope;

    internal ModuleArguments(ArgumentScope scope) => _scope = scope;

    internal ArgumentScope Scope => _scope;

    /// <summary>Whether the option was given, under its name or an alias, and not as null. A default does not count.</summary>
    public bool IsSet(string name) => _scope.WasGiven(OptionOf(name).Name) && _scope.ValueOf(name) is not null;

    /// <summary>The value of a str, path or json option.</summary>
    public string? GetString(string name) => (string?)ValueOf(name, ArgumentType.Str, ArgumentType.Path, ArgumentType.Json);

    /// <summary>The value of a bool option.</summary>
    public bool? GetBool(string name) => (bool?)ValueOf(name, ArgumentType.Bool);

    /// <summary>The value of an int, bytes or bits option. True and false, which Ansible lets pass, are 1 and 0.</summary>
    /// <exception cref="ModuleFailedException">The task gave a number that 64 bits do not hold.</exception>
    public long? GetInt(string name) => ValueOf(name, ArgumentType.Int, ArgumentType.Bytes, ArgumentType.Bits) switch
    {
        null => null,
        bool truth => truth ? 1 : 0,
        BigInteger => throw new ModuleFailedException(
            ModuleFailedException.InvalidArguments, $"argument '{name}' is outside the range of a 64-bit integer"),
        var value => (long)value,
    };

    /// <summary>The value of a float option, which may be infinite or not a number.</summary>
    public double? GetFloat(string name) => (double?)ValueOf(name, ArgumentType.Float);

    /// <summary>The elements of a list option: null, string, bool, long, BigInteger, double, lists and dictionaries.</summary>
    public IReadOnlyList<object?>? GetList(string name) => (IReadOnlyList<object?>?)ValueOf(name, ArgumentType.List);

    /// <summary>The elements of a list option whose elements are str, path or json.</summary>
    public IReadOnlyList<string>? GetStringList(string name)
    {
        if (OptionOf(name).Elements is not (ArgumentType.Str or ArgumentType.Path or ArgumentType.Json))
            throw new InvalidOperationException($"Option '{name}' is not a list of strings.");

        return GetList(name)?.Cast<string>().ToList();
    }

    /// <summary>The value of a dict option, in the order given, its values as JSON gives them.</summary>
    public IReadOnlyDictionary<string, object?>? GetDict(string name) =>
        (IReadOnlyDictionary<string, object?>?)ValueOf(name, ArgumentType.Dict);

    /// <summary>The options inside a dict option.</summary>
    public ModuleArguments? GetSuboptions(string name)
    {
        RequireSuboptions(name, ArgumentType.Dict);
        return _scope.InnerOf(name) is { } inner ? new ModuleArguments(inner[0]) : null;
    }

    /// <summary>The options inside each entry of an option that is a list of dictionaries, in the order given.</summary>
    public IReadOnlyList<ModuleArguments>? GetSuboptionsList(string name)
    {
        RequireSuboptions(name, ArgumentType.List);
        return _scope.InnerOf(name)?.Select(entry => new ModuleArguments(entry)).ToList();
    }

    /// <summary>The value of an option of any type: null, string, bool, long, BigInteger, double, list or dictionary.</summary>
    public object? GetRaw(string name) => _scope.ValueOf(OptionOf(name).Name);

    private object? ValueOf(string name, params ReadOnlySpan<ArgumentType> types)
    {
        var option = OptionOf(name);
        return types.Contains(option.Type)
            ? _scope.ValueOf(name)
            : throw new InvalidOperationException($"Option '{name}' is of type {option.Type}.");
    }

    private void RequireSuboptions(string name, ArgumentType type)
    {
        var option = OptionOf(name);
        if (option.Type != type || !option.HoldsSuboptions)
            throw new InvalidOperationException($"Option '{name}' is of type {option.Type} and has no such suboptions.");
    }

    private ArgumentOption OptionOf(string name) =>
        _scope.Index.Find(name) ?? throw new ArgumentException($"There is no option '{name}'.", nameof(name));
}
