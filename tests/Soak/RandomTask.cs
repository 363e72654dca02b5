using Newtonsoft.Json.Linq;

namespace Soak;

/// <summary>A task of random options, some of which do not go together.</summary>
internal static class RandomTask
{
    public static readonly string[] Descriptions = ["A", "B"];

    /// <summary>Values that tasks and the meddler know.</summary>
    public static readonly string[] Values = ["1111feedfacecafe1111feedfacecafe", "2222feedfacecafe2222feedfacecafe"];

    public static JObject Of(Site site, Random random)
    {
        var login = random.Of(Site.Logins);
        var task = new JObject { ["login"] = login, ["description"] = random.Of(Descriptions) };

        // A file of its own for each user, but for some mistakes.
        if (!random.OneIn(4))
            task["token_file"] = site.FileOf(random.OneIn(10) ? random.Of(Site.Logins) : login);

        if (random.OneIn(4))
            task["state"] = "absent";
        else
            Want(task, random);

        if (random.OneIn(6))
            task["known_token"] = random.Of(Values);

        return task;
    }

    private static void Want(JObject task, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                task["expires_in"] = random.Of("12h", "30d", "104d");
                break;
            case 1:
                task["expires_in"] = "104d";
                task["renew_before"] = "14d";
                break;
            case 2:
                task["expires_at"] = random.Of("never", "2037-01-01", $"{DateTime.UtcNow.AddDays(random.Next(2, 50)):yyyy-MM-dd}");
                break;
            default:
                break;
        }

        if (random.OneIn(5) && !task.ContainsKey("expires_in"))
            task["token_auth"] = random.Of(Values);

        if (random.OneIn(5))
            task["secure_only"] = random.OneIn(2);

        if (random.OneIn(6))
            task["revoke_others"] = true;

        if (random.OneIn(8))
            task["recreate"] = random.Of("always", "never");

        if (random.OneIn(5) && task.ContainsKey("token_file"))
            task["mode"] = random.Of("0600", "0640");
    }
}
