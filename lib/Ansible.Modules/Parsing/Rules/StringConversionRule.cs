using Ansible.Modules.Python;
using Ansible.Modules.Types;

namespace Ansible.Modules.Parsing.Rules;

/// <summary>
/// Warns of, or refuses, a value that is no string where one is wanted: YAML reads <c>1.10</c> as the number 1.1. Ansible 2.10,
/// module_utils/basic.py, _check_type_str; later versions hand the setting to the module and have lost what it does.
/// </summary>
internal static class StringConversionRule
{
    private const string Advice = "quote the entire value to ensure it does not change.";

    /// <exception cref="ConversionException">It is refused.</exception>
    public static void Check(string name, object? value, ArgumentScope scope, ParsingLog log)
    {
        if (value is string || log.StringConversion == StringConversionAction.Ignore)
            return;

        if (log.StringConversion == StringConversionAction.Error)
            throw new ConversionException(string.Concat(Advice[..1].ToUpperInvariant(), Advice.AsSpan(1)));

        var (full, given, text) = (scope.Prefix + name, PythonText.Repr(value), PythonText.Repr(PythonText.Str(value)));
        log.Notices.Warn(
            $"The value \"{full}: {given}\" (type {PythonText.TypeName(value)}) was converted to \"{full}: {text}\" (type string). "
            + $"If this does not look like what you expect, {Advice}");
    }
}
