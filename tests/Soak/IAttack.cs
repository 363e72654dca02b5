namespace Soak;

/// <summary>One way to attack the executable.</summary>
internal interface IAttack
{
    /// <summary>Attacks once, in a database and a directory of its own, and counts what was done and found.</summary>
    Task RunAsync(Random random, Counts counts);
}
