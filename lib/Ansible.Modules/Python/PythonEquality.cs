using System.Numerics;

namespace Ansible.Modules.Python;

/// <summary>Python's <c>==</c> on JSON values: numbers compare by value, and True is 1.</summary>
internal static class PythonEquality
{
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
        (JsonList a, JsonList b) => a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
        (JsonMap a, JsonMap b) =>
            a.Count == b.Count && a.All(entry => b.TryGetValue(entry.Key, out var other) && AreEqual(entry.Value, other)),
        _ => AreEqualNumbers(left, right),
    };

    private static bool AreEqualNumbers(object? left, object? right) => (WholeOf(left), WholeOf(right)) switch
    {
        ({ } a, { } b) => a == b,
        (null, null) => left is double a && right is double b && a == b,
        _ => false,
    };

    /// <summary>The value of an integer, a bool, or a float without a fraction; null for anything else.</summary>
    private static BigInteger? WholeOf(object? value) => value switch
    {
        bool truth => truth ? BigInteger.One : BigInteger.Zero,
        long number => number,
        BigInteger number => number,
        double number when double.IsInteger(number) => new BigInteger(number),
        _ => null,
    };
}
