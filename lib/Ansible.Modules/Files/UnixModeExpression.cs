using Ansible.Modules.Python;

namespace Ansible.Modules.Files;

/// <summary>A file's mode as Ansible's file modules take it: <c>0600</c>, <c>"0600"</c>, <c>u=rw,g=r,o=</c>.</summary>
/// <remarks>
/// ansible-core 2.14, module_utils/basic.py, set_mode_if_different and _symbolic_mode_to_octal. A number that YAML read without a leading
/// zero is taken as it is, as Ansible takes it: <c>600</c> is not <c>0600</c>.
/// </remarks>
public static class UnixModeExpression
{
    private const UnixFileMode AllBits = (UnixFileMode)0xFFF;
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Reads a mode.</summary>
    /// <param name="option">The option's name, for the message.</param>
    /// <param name="value">A number or a text.</param>
    /// <returns>What makes a file's new mode of its present one.</returns>
    /// <exception cref="ModuleFailedException">
    /// <see cref="ModuleFailedException.InvalidArguments"/>: neither an octal number nor a symbolic mode.
    /// </exception>
    public static Func<UnixFileMode, UnixFileMode> Parse(string option, object value) => value switch
    {
        long number => FromNumber(option, number),
        string { Length: > 0 and < 8 } text when text.All(digit => digit is >= '0' and <= '7') =>
            FromNumber(option, Convert.ToInt64(text, 8)),
        string text => FromClauses(option, text),
        _ => throw Invalid(option, PythonText.Str(value)),
    };

    private static Func<UnixFileMode, UnixFileMode> FromNumber(string option, long number) => number is >= 0 and <= (long)AllBits
        ? _ => (UnixFileMode)number
        : throw Invalid(option, Convert.ToString(number, 8));

    private static Func<UnixFileMode, UnixFileMode> FromClauses(string option, string text)
    {
        var parts = text.Split(',').Select(Clause.Parse).ToList();
        return parts.TrueForAll(clauses => clauses.Count > 0)
            ? mode => parts.SelectMany(clauses => clauses).Aggregate(mode, (current, clause) => clause.ApplyTo(current, first: mode))
            : throw Invalid(option, text);
    }

    private static ModuleFailedException Invalid(string option, string text) => new(
        ModuleFailedException.InvalidArguments,
        $"{option} is \"{text}\": an octal number in quotes, such as \"0600\", or a symbolic mode, such as u=rw,g=r,o=, is needed.");

    /// <summary>One part of a symbolic mode: for whom, what is done, which permissions.</summary>
    private sealed record Clause(string Whom, char Operation, string Permissions)
    {
        private static readonly char[] Operations = ['+', '-', '='];

        /// <summary>Reads what stands between two commas, such as <c>o=u-w</c>; nothing when it is no symbolic mode.</summary>
        public static List<Clause> Parse(string text)
        {
            var clauses = new List<Clause>();
            for (var at = text.IndexOfAny(Operations); at >= 0;)
            {
                var next = text.IndexOfAny(Operations, at + 1);
                clauses.Add(new Clause(text[..text.IndexOfAny(Operations)], text[at], text[(at + 1)..(next < 0 ? text.Length : next)]));
                at = next;
            }

            return clauses.All(clause => clause.IsValid) ? clauses : [];
        }

        private bool IsValid => Whom.All(user => "ugoa".Contains(user, StringComparison.Ordinal))
            && (Permissions is "u" or "g" or "o" || Permissions.All(permission => "rwxXst".Contains(permission, StringComparison.Ordinal)));

        /// <summary>Changes a mode. X and u, g, o look at the mode that the file had at first (X) or has by now.</summary>
        public UnixFileMode ApplyTo(UnixFileMode mode, UnixFileMode first)
        {
            var whom = Whom.Length == 0 || Whom.Contains('a', StringComparison.Ordinal) ? "ugo" : Whom;
            foreach (var user in whom)
            {
                var bits = Permissions.Aggregate(UnixFileMode.None, (all, permission) => all | Bits(user, permission, mode, first));
                mode = Operation switch
                {
                    '+' => mode | bits,
                    '-' => mode & ~bits,
                    _ => (mode & ~All(user)) | bits,
                };
            }

            return mode;
        }

        private static UnixFileMode All(char user) => For(user, 7) | (user switch
        {
            'u' => UnixFileMode.SetUser,
            'g' => UnixFileMode.SetGroup,
            _ => UnixFileMode.StickyBit,
        });

        private static UnixFileMode Bits(char user, char permission, UnixFileMode mode, UnixFileMode first) => permission switch
        {
            'r' => For(user, 4),
            'w' => For(user, 2),
            'x' => For(user, 1),
            'X' => (first & AnyExecute) == 0 ? UnixFileMode.None : For(user, 1),
            's' => user switch { 'u' => UnixFileMode.SetUser, 'g' => UnixFileMode.SetGroup, _ => UnixFileMode.None },
            't' => user == 'o' ? UnixFileMode.StickyBit : UnixFileMode.None,
            _ => For(user, ((int)mode >> Shift(permission)) & 7),
        };

        private static UnixFileMode For(char user, int bits) => (UnixFileMode)(bits << Shift(user));

        private static int Shift(char user) => user switch { 'u' => 6, 'g' => 3, _ => 0 };
    }
}
