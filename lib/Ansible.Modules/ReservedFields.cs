namespace Ansible.Modules;

/// <summary>The fields of an answer that the protocol fills: a module's own would hide them.</summary>
internal static class ReservedFields
{
    private static readonly string[] OfResult = ["changed", "failed", "warnings", "deprecations", "diff", "invocation", "exception"];
    private static readonly string[] OfFailure = [.. OfResult, "msg", "error_code"];

    public static void Refuse(IReadOnlyList<KeyValuePair<string, object?>> fields, string parameterName) =>
        Refuse(fields, OfResult, parameterName);

    public static void RefuseInFailure(IReadOnlyList<KeyValuePair<string, object?>> fields, string parameterName) =>
        Refuse(fields, OfFailure, parameterName);

    private static void Refuse(IReadOnlyList<KeyValuePair<string, object?>> fields, string[] reserved, string parameterName)
    {
        var names = new HashSet<string>(reserved, StringComparer.Ordinal);
        foreach (var (name, _) in fields)
        {
            if (!names.Add(name))
                throw new ArgumentException($"The field '{name}' is filled by the protocol, or given twice.", parameterName);
        }
    }
}
