namespace Soak;

/// <summary>What the attacks draw.</summary>
internal static class RandomExtensions
{
    public static T Of<T>(this Random random, params IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    /// <summary>Whether one of so many times.</summary>
    public static bool OneIn(this Random random, int times) => random.Next(times) == 0;

    public static byte[] Bytes(this Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
