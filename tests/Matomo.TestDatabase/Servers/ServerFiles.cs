namespace Matomo.TestDatabase.Servers;

/// <summary>Where everything of one server is: a directory that nobody else can enter; the socket is in /tmp where its path would be too
/// long.</summary>
internal sealed class ServerFiles
{
    /// <summary>struct sockaddr_un holds 108 bytes, the last of them zero.</summary>
    private const int SocketPathLimit = 107;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("database-").FullName;

    public string Data => Of("data");

    public string Socket => Of("socket").Length <= SocketPathLimit ? Of("socket") : $"/tmp/{Path.GetFileName(Directory)}.socket";

    public string ProcessId => Of("pid");

    public string Initialisation => Of("init.sql");

    public string GeneralLog => Of("general.log");

    public string CaCertificate => Of("ca.pem");

    public string Certificate => Of("server.pem");

    public string Key => Of("server.key");

    public void Delete()
    {
        if (System.IO.Directory.Exists(Directory))
            System.IO.Directory.Delete(Directory, recursive: true);

        if (File.Exists(Socket))
            File.Delete(Socket);
    }

    private string Of(string name) => Path.Combine(Directory, name);
}
