using Matomo.StandIn.Users;
using Matomo.StandIn.Wording;
using MySqlConnector;

namespace Matomo.StandIn.CommandLine;

/// <summary>The program's arguments.</summary>
internal static class StandInArguments
{
    public static StandInOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new StandInOptions();
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var name))
            options = With(options, name, rest);

        return Checked(options);
    }

    private static StandInOptions Checked(StandInOptions options) => options switch
    {
        _ when options.CertificatePath is null != options.KeyPath is null =>
            throw new FormatException("--certificate and --key go together."),
        { Database: not null, Installation: not null } => throw new FormatException("--installation makes a database, and takes no other."),
        { Database.ConnectionString: "" } => throw new FormatException("--prefix needs --database."),
        _ => options,
    };

    private static StandInOptions With(StandInOptions options, string name, Queue<string> rest) => name switch
    {
        "--matomo-version" => options with { Version = MatomoVersion.Parse(Value(name, rest)) },
        "--users" => options with { Users = UsersFile.Read(Value(name, rest)) },
        "--php" => options with { Php = Php(Value(name, rest)) },
        "--port" => options with { Port = Port(Value(name, rest)) },
        "--language" => options with { Settings = options.Settings with { Language = Language(Value(name, rest)) } },
        "--salt" => options with { Salt = Value(name, rest) },
        "--database" => options with { Database = Database(options) with { ConnectionString = ConnectionString(Value(name, rest)) } },
        "--prefix" => options with { Database = Database(options) with { Prefix = Value(name, rest) } },
        "--installation" => options with { Installation = Value(name, rest) },
        "--certificate" => options with { CertificatePath = Value(name, rest) },
        "--key" => options with { KeyPath = Value(name, rest) },
        _ => throw new FormatException($"'{name}' is not an option; --help lists them."),
    };

    private static string Value(string name, Queue<string> rest) =>
        rest.TryDequeue(out var value) ? value : throw new FormatException($"{name} needs a value.");

    private static StandInDatabase Database(StandInOptions options) =>
        options.Database ?? new StandInDatabase(ConnectionString: "", Prefix: "matomo_");

    private static string ConnectionString(string text)
    {
        try
        {
            return new MySqlConnectionStringBuilder(text).ConnectionString;
        }
        catch (ArgumentException exception)
        {
            throw new FormatException($"The connection string is not one of MySqlConnector's: {exception.Message}", exception);
        }
    }

    private static Version Php(string text) =>
        Version.TryParse(text, out var php) ? php : throw new FormatException($"'{text}' is not a version of PHP, such as 8.4.");

    private static int Port(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        ? port
        : throw new FormatException($"'{text}' is not a port.");

    private static string Language(string language) => Messages.Languages.Contains(language)
        ? language
        : throw new FormatException($"'{language}' is none of {string.Join(", ", Messages.Languages)}.");
}
