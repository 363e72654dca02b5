using System.Diagnostics;
using Matomo.Tokens.Inventory;

namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>100,000 tokens.</summary>
public sealed class LargeInventoryTest() : InventoryFixture(MatomoTables.Matomo5)
{
    private const int Count = 100_000;
    private const int Users = 2_000;

    [Test]
    public async Task HundredThousand_InSeconds()
    {
        Matomo.Execute(
            $"INSERT INTO {Matomo.Table("user")} (login, password, email, date_registered) SELECT CONCAT('user', seq), '', CONCAT('user', "
            + $"seq, '@example.org'), UTC_TIMESTAMP() FROM {Numbers(Users)}");
        Matomo.Execute(
            $"INSERT INTO {Matomo.Table("user_token_auth")} (login, description, password, hash_algo, date_created) "
            + $"SELECT CONCAT(IF(seq % 3 = 0, 'User', 'user'), 1 + seq % {Users}), CONCAT('Token ', seq), SHA2(seq, 512), 'sha512', "
            + $"UTC_TIMESTAMP() FROM {Numbers(Count)}");
        Matomo.Execute(
            $"INSERT INTO {Matomo.Table("access")} (login, idsite, access) SELECT CONCAT('user', seq), 1, 'write' FROM "
            + $"{Numbers(Users / 2)}");
        var watch = Stopwatch.StartNew();
        var inventory = await new DatabaseTokenReader(Options).ReadAsync(new TokenFilter(), CancellationToken.None);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(15)));
        TestContext.Out.WriteLine($"{inventory.Tokens.Count} tokens in {watch.Elapsed}");
        var users = inventory.Tokens.Where(token => token.Login.StartsWith("user", StringComparison.Ordinal)).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(users.Count, Is.EqualTo(Count));
            Assert.That(users.Select(token => token.Login).Distinct().Count(), Is.EqualTo(Users));
            Assert.That(users.Count(token => token.IsLastUseReliable == false), Is.EqualTo(Count / 2));
        }

        var logins = Enumerable.Range(1, Users).Select(number => $"user{number}@example.org").ToList();
        var named = await new DatabaseTokenReader(Options).ReadAsync(new TokenFilter { Logins = logins }, CancellationToken.None);
        Assert.That(named.Tokens.SequenceEqual(users), "named, each by e-mail address");
    }

    /// <summary>1 to 100,000 at most, in a column seq: MariaDB has a table for that, MySQL has not.</summary>
    private static string Numbers(int count)
    {
        var digits = string.Join(" UNION ALL ", Enumerable.Range(0, 10).Select(digit => $"SELECT {digit} AS d"));
        return $"(SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS seq "
            + $"FROM ({digits}) a CROSS JOIN ({digits}) b CROSS JOIN ({digits}) c CROSS JOIN ({digits}) e CROSS JOIN ({digits}) f) "
            + $"numbers WHERE seq <= {count}";
    }
}
