using Tests.Processes;

namespace EndToEnd.Tests.Ansible;

/// <summary>Encrypts inline values, with a password in a file of a test's directory.</summary>
internal sealed class Vault
{
    public const string Password = "marked-vault-password";

    private readonly string _file;

    private Vault(string file) => _file = file;

    /// <summary>What ansible-playbook is told.</summary>
    public string[] Options => ["--vault-password-file", _file];

    public static async Task<Vault> CreateAsync(string directory)
    {
        var file = Path.Combine(directory, "vault-password");
        await File.WriteAllTextAsync(file, Password);
        return new Vault(file);
    }

    /// <summary>As ansible-vault encrypt_string gives it, in one line: YAML folds what is quoted.</summary>
    public async Task<string> EncryptedAsync(string value)
    {
        var encrypted = await new Command(Programs.AnsibleVault, ["encrypt_string", .. Options, value]).RunAsync();
        Assert.That(encrypted.ExitCode, Is.Zero, encrypted.Everything);
        var lines = encrypted.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return $"!vault \"{string.Join("\\n", lines.SkipWhile(line => !line.StartsWith("$ANSIBLE_VAULT", StringComparison.Ordinal)))}\"";
    }
}
