using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MatomoToken.Collection;

/// <summary>MANIFEST.json and FILES.json, as <c>ansible-galaxy collection build</c> writes them.</summary>
internal static class Manifests
{
    private const int Format = 1;

    // As Python's json.dumps(…, indent=True).
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 1 };

    /// <summary>Both, in the order in which they begin an archive.</summary>
    /// <param name="name">The collection's name.</param>
    /// <param name="version">The version that is made.</param>
    /// <param name="address">Where the project is on the web.</param>
    /// <param name="files">The collection's files.</param>
    public static IReadOnlyList<CollectionFile> Of(
        CollectionName name, string version, string address, IReadOnlyList<CollectionFile> files)
    {
        var list = new JsonObject
        {
            ["files"] = new JsonArray([.. Directories(files).Select(Directory), .. files.Select(File)]),
            ["format"] = Format,
        };
        var listed = CollectionFile.Text("FILES.json", list.ToJsonString(Indented));
        var manifest = new JsonObject
        {
            ["collection_info"] = Information(name, version, address),
            ["file_manifest_file"] = File(listed),
            ["format"] = Format,
        };
        return [CollectionFile.Text("MANIFEST.json", manifest.ToJsonString(Indented)), listed];
    }

    /// <summary>The directories that hold these files, each before what is in it.</summary>
    public static IEnumerable<string> Directories(IEnumerable<CollectionFile> files) =>
        files.SelectMany(file => Above(file.Path)).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Above(string path) =>
        path.Index().Where(letter => letter.Item == '/').Select(letter => path[..letter.Index]).Prepend(".");

    private static JsonObject Information(CollectionName name, string version, string address) => new()
    {
        ["namespace"] = name.Namespace,
        ["name"] = name.Name,
        ["version"] = version,
        ["authors"] = new JsonArray("The matomo_token developers"),
        ["readme"] = "README.md",
        ["tags"] = new JsonArray("matomo", "piwik", "token", "wordpress", "analytics", "security"),
        ["description"] = "Creates, renews and revokes Matomo API tokens (token_auth), and gives them to WordPress and embedded dashboards",
        ["license"] = new JsonArray("MIT"),
        ["license_file"] = null,
        ["dependencies"] = new JsonObject(),
        ["repository"] = address,
        ["documentation"] = address + "/tree/main/docs",
        ["homepage"] = address,
        ["issues"] = address + "/issues",
    };

    private static JsonObject Directory(string path) => Entry(path, "dir", checksum: null);

    private static JsonObject File(CollectionFile file) =>
        Entry(file.Path, "file", Convert.ToHexStringLower(SHA256.HashData(file.Content)));

    private static JsonObject Entry(string path, string type, string? checksum) => new()
    {
        ["name"] = path,
        ["ftype"] = type,
        ["chksum_type"] = checksum is null ? null : "sha256",
        ["chksum_sha256"] = checksum,
        ["format"] = Format,
    };
}
