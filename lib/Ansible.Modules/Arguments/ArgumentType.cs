using System.Diagnostics.CodeAnalysis;

namespace Ansible.Modules.Arguments;

/// <summary>The types an option can have: those of Ansible's argument specification, under Ansible's names.</summary>
/// <remarks>Source: ansible-core 2.14, module_utils/common/validation.py, check_type_*.</remarks>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The names are Ansible's.")]
public enum ArgumentType
{
    /// <summary>A string. Anything else is accepted and spelled as Python spells it: <c>True</c>, <c>1.5</c>, <c>['a']</c>.</summary>
    Str,

    /// <summary>A truth value: y, yes, on, 1, true, t and n, no, off, 0, false, f in any case, and the numbers 1 and 0.</summary>
    Bool,

    /// <summary>An integer of any size, or a string that Python's <c>int()</c> reads. A float is refused, 1.0 too.</summary>
    Int,

    /// <summary>A floating-point number, an integer, or a string that Python's <c>float()</c> reads.</summary>
    Float,

    /// <summary>A list. A string is split at its commas (blanks are kept); a number makes a list of one string.</summary>
    List,

    /// <summary>A dictionary. A string is read as JSON when it begins with <c>{</c>, as <c>k=v, k2=v2</c> otherwise.</summary>
    Dict,

    /// <summary>A string in which environment variables and a leading <c>~</c> or <c>~user</c> are expanded.</summary>
    Path,

    /// <summary>Whatever was given, untouched.</summary>
    Raw,

    /// <summary>A text of JSON (<c>jsonarg</c>), not parsed: a list or dictionary is spelled as JSON, a string is trimmed.</summary>
    Json,

    /// <summary>A number of bytes, or a string such as <c>10K</c>, <c>1.5 MB</c>, <c>1 gigabyte</c>. K is 1024; not <c>Kb</c>.</summary>
    Bytes,

    /// <summary>A number of bits, or a string such as <c>10K</c>, <c>1.5 Mb</c>, <c>1 gigabit</c>. K is 1024; not <c>KB</c>.</summary>
    Bits,
}
