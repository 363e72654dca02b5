using Matomo.Tokens.Configuration;
using Matomo.Tokens.Database.Connection;
using Matomo.Tokens.Errors;

namespace Matomo.Tokens.Tests.Configuration;

public class MatomoConfigurationTest
{
    /// <summary>As Matomo's installer writes it, for the password p"a&amp;s$1' and the salt of 32 letters.</summary>
    private const string Complete =
        """
        ; <?php exit; ?> DO NOT REMOVE THIS LINE
        ; file automatically generated or modified by Matomo; you can manually override the default values in global.ini.php
        [database]
        host = "db.example"
        username = "matomo"
        password = "p&quot;a&amp;s&#36;1'"
        dbname = "analytics"
        tables_prefix = "matomo_"
        port = 3307
        charset = "utf8mb4"
        collation = "utf8mb4_general_ci"
        enable_ssl = 1
        ssl_ca = "/etc/ssl/ca.pem"
        ssl_no_verify = 1

        [General]
        salt = "0123456789abcdef0123456789abcdef"
        trusted_hosts[] = "matomo.example"

        [PluginsInstalled]
        PluginsInstalled[] = "Diagnostics"


        """;

    private const string Least = "[database]\ndbname=a\nusername=b";

    private string _root = "";

    private string ConfigDirectory => Path.Combine(_root, "config");

    private string ConfigFile => Path.Combine(ConfigDirectory, "config.ini.php");

    [SetUp]
    public void MakeInstallation()
    {
        _root = Directory.CreateTempSubdirectory("matomo_token-").FullName;
        Directory.CreateDirectory(ConfigDirectory);
    }

    [TearDown]
    public void RemoveInstallation() => Directory.Delete(_root, recursive: true);

    [Test]
    public void Read_Complete()
    {
        var read = Read(Complete);
        Assert.That(read with { Password = null, Salt = null }, Is.EqualTo(new MatomoConfiguration
        {
            Path = ConfigFile,
            Host = "db.example",
            Port = "3307",
            UserName = "matomo",
            DatabaseName = "analytics",
            TablesPrefix = "matomo_",
            EnableSsl = true,
            SslCa = "/etc/ssl/ca.pem",
            SslNoVerify = true,
        }));
        Assert.That(read.Password?.Reveal(), Is.EqualTo("p\"a&s$1'"));
        Assert.That(read.Salt?.Reveal(), Is.EqualTo("0123456789abcdef0123456789abcdef"));
    }

    [Test]
    public void Read_AllKeys()
    {
        var read = Read("[database]\nunix_socket=a\nadapter=b\nssl_ca_path=c\nssl_cert=d\nssl_key=e\nssl_cipher=f");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.UnixSocket, Is.EqualTo("a"));
            Assert.That(read.Adapter, Is.EqualTo("b"));
            Assert.That(read.SslCaPath, Is.EqualTo("c"));
            Assert.That(read.SslCert, Is.EqualTo("d"));
            Assert.That(read.SslKey, Is.EqualTo("e"));
            Assert.That(read.SslCipher, Is.EqualTo("f"));
        }
    }

    [TestCase("")]
    [TestCase("/")]
    [TestCase("/config")]
    [TestCase("/config/")]
    [TestCase("/config/config.ini.php")]
    [TestCase("/config/../config/./config.ini.php")]
    public void Read_FileOrDirectory(string path)
    {
        Write(Complete);
        Assert.That(MatomoConfiguration.Read(_root + path).Path, Is.EqualTo(ConfigFile));
    }

    [Test]
    public void Read_Link()
    {
        Write(Complete, "elsewhere");
        Write("[database]\ndbname=common\nadapter=MYSQLI", "common.config.ini.php");
        File.CreateSymbolicLink(ConfigFile, Path.Combine(ConfigDirectory, "elsewhere"));
        var read = MatomoConfiguration.Read(_root);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Path, Is.EqualTo(ConfigFile));
            Assert.That(read.DatabaseName, Is.EqualTo("analytics"));
            Assert.That(read.Adapter, Is.EqualTo("MYSQLI"));
        }
    }

    [Test]
    public void Read_OtherName()
    {
        Write(Complete, "matomo.example.config.ini.php");
        var read = MatomoConfiguration.Read(Path.Combine(ConfigDirectory, "matomo.example.config.ini.php"));
        Assert.That(read.DatabaseName, Is.EqualTo("analytics"));
    }

    [Test]
    public void Read_Chain_LastWinsByKey()
    {
        Write("[database]\nhost=global\ndbname=global\nusername=global\nport=3306\n[General]\nsalt=global", "global.ini.php");
        Write("[database]\nhost=common\ndbname=common\n[General]\nsalt=common", "common.config.ini.php");
        var read = Read("[database]\nhost=local\n[General]");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Host, Is.EqualTo("local"));
            Assert.That(read.DatabaseName, Is.EqualTo("common"));
            Assert.That(read.UserName, Is.EqualTo("global"));
            Assert.That(read.Salt!.Reveal(), Is.EqualTo("common"));
            Assert.That(read.Port, Is.EqualTo("3306"));
        }
    }

    [Test]
    public void Read_Chain_EmptyWins()
    {
        Write("[database]\npassword=common", "common.config.ini.php");
        Assert.That(Read("[database]\npassword=").Password, Is.Null);
    }

    [Test]
    public void Read_Chain_DatabaseInAnotherFile()
    {
        Write("[database]\nhost=common", "common.config.ini.php");
        Assert.That(Read("[General]\nsalt=x").Host, Is.EqualTo("common"));
    }

    [Test]
    public void Read_NoKeys()
    {
        Assert.That(Read("[database]"), Is.EqualTo(new MatomoConfiguration { Path = ConfigFile }));
    }

    [Test]
    public void Read_NoSalt() => Assert.That(Read("[database]\n[General]\nsalt = \"\"").Salt, Is.Null);

    [TestCase("a&amp;b", "a&b")]
    [TestCase("a&amp;amp;b", "a&b", Description = "decoded twice, as by IniFileChain::reload")]
    [TestCase("a&amp;amp;amp;b", "a&amp;b")]
    [TestCase("&quot;&lt;&gt;&#36;&uuml;", "\"<>$ü")]
    [TestCase("&#039;&#39;&apos;", "&#039;&#39;&apos;")]
    [TestCase("ü€\U0001F511", "ü€\U0001F511")]
    public void Read_Entities(string written, string read) =>
        Assert.That(Read($"[database]\npassword = \"{written}\"").Password!.Reveal(), Is.EqualTo(read));

    [Test]
    public void Read_ByteOrderMarkAndCrLf() => Assert.That(Read("\uFEFF[database]\r\nhost = x\r\n").Host, Is.EqualTo("x"));

    [Test]
    public void Read_ExoticPluginSection()
    {
        var plugin = "[Plugin]\na=${HOME}\nb=E_ALL & ~E_NOTICE\nc[]=1\nc[x]=(1|2)\nd=\"\n\"\n[${HOME}]\ne=1";
        Assert.That(Read($"[database]\nhost=x\n{plugin}").Host, Is.EqualTo("x"));
    }

    [TestCase("host = ${DB_HOST}", "host", nameof(DatabaseOptions.Host))]
    [TestCase("password = \"${DB_PASSWORD}\"", "password", nameof(DatabaseOptions.Password))]
    [TestCase("dbname = DB_NAME", "dbname", nameof(DatabaseOptions.Name))]
    [TestCase("username[] = x", "username", nameof(DatabaseOptions.User))]
    [TestCase("port = 1 | E_ALL", "port", nameof(DatabaseOptions.Port))]
    [TestCase("tables_prefix = ${P}_", "tables_prefix", nameof(DatabaseOptions.Prefix))]
    [TestCase("enable_ssl = SSL_ON", "enable_ssl", nameof(DatabaseOptions.Tls))]
    public void Read_ValueOfEnvironment(string line, string key, string setting)
    {
        var text = $"[database]\n{line}\n";
        Assert.That(Refusal(text), Does.Contain(ConfigFile).And.Contains(key));
        Assert.That(SettingsOf(() => Read(text)), Is.EqualTo(new[] { setting }));
        Assert.That(() => MatomoConfiguration.Read(_root, [setting]), Throws.Nothing);
    }

    [Test]
    public void Read_ValueOfEnvironment_NoSetting()
    {
        Assert.That(Refusal("[database]\nssl_key = ${KEY}"), Does.Contain("ssl_key"));
        Assert.That(SettingsOf(() => MatomoConfiguration.Read(_root)), Is.Empty);
    }

    [Test]
    public void Read_ValuesOfEnvironment_AreNamedAtOnce()
    {
        var text = "[database]\nhost = ${DB_HOST}\nusername = ${DB_USER}\nssl_key = ${KEY}\n[General]\nsalt = \"${SALT}\"";
        Assert.That(
            Refusal(text),
            Does.Contain("host in the [database]").And.Contains("username in the [database]").And.Contains("ssl_key in")
                .And.Contains("salt in the [General]"));
        Assert.That(
            SettingsOf(() => Read(text)),
            Is.EqualTo(new[] { nameof(DatabaseOptions.Host), nameof(DatabaseOptions.User), nameof(DatabaseOptions.Salt) }));
    }

    [Test]
    public void Read_ValueOfEnvironment_Overridden()
    {
        Write("[database]\nhost=${HOST}", "common.config.ini.php");
        Assert.That(Read("[database]\nhost=x").Host, Is.EqualTo("x"));
    }

    [Test]
    public void Read_NotUtf8()
    {
        File.WriteAllBytes(ConfigFile, Encoding.Latin1.GetBytes("; ü\n[database]\nhost=x\npassword=\"größe-hunter2\""));
        Assert.That(
            RefusalOf(() => MatomoConfiguration.Read(_root)),
            Does.Contain("password").And.Contains("UTF-8").And.Not.Contains("hunter2"));
        Assert.That(MatomoConfiguration.Read(_root, [nameof(DatabaseOptions.Password)]).Host, Is.EqualTo("x"));
    }

    [Test]
    public void Read_Given()
    {
        var path = Written("[database]\nhost=x\nport=/run/db.sock\nunix_socket=/run/other.sock");
        var read = MatomoConfiguration.Read(path, [nameof(DatabaseOptions.Host)]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Host, Is.Null);
            Assert.That(read.Port, Is.Null);
            Assert.That(read.UnixSocket, Is.Null);
        }
    }

    [TestCase("[database]\npassword = \"hunter2\nhost=x", 2)]
    [TestCase("[database]\n\npassword = ${hunter2\nhost=x", 3)]
    public void Read_SyntaxError(string text, int line) =>
        Assert.That(Refusal(text), Does.Contain(ConfigFile).And.Contains($"Line {line} ").And.Not.Contains("ter2"));

    [TestCase("hun(ter2")]
    [TestCase("hunter 2")]
    [TestCase("hunter2 | 1")]
    [TestCase("hunter's 2'")]
    [TestCase("\"hunter\"2")]
    public void Read_NotQuoted(string password)
    {
        var text = $"[database]\nhost=x\npassword = {password}";
        Assert.That(
            Refusal(text),
            Does.StartWith($"password in the [database] section of {ConfigFile} is ")
                .And.EndsWith("in double quotes.").And.Not.Contains("hunter"));
        Assert.That(MatomoConfiguration.Read(_root, [nameof(DatabaseOptions.Password)]).Host, Is.EqualTo("x"));
    }

    [Test]
    public void Read_SyntaxErrorBeside()
    {
        Write("[database", "common.config.ini.php");
        Assert.That(Refusal(Complete), Does.Contain("common.config.ini.php"));
    }

    [TestCase("")]
    [TestCase("; nothing")]
    [TestCase("[Database]\nhost=x")]
    [TestCase("database=x")]
    [TestCase("<?php\n$x\n")]
    [TestCase("host: x\nport: 3306\n")]
    public void Read_NotMatomo(string text) =>
        Assert.That(Refusal(text), Does.Contain(ConfigFile).And.Contains("[database]").Or.Contains("syntax error"));

    [Test]
    public void Read_Nul() => Assert.That(Refusal("[database]\nhost=x\0y"), Does.Contain("NUL"));

    [TestCase(0, true)]
    [TestCase(1, false)]
    public void Read_LargestSize(int excess, bool isRead)
    {
        var path = Written(("[database]\n;" + new string('x', 1024 * 1024))[..(1024 * 1024 + excess)]);
        Assert.That(
            () => MatomoConfiguration.Read(path),
            isRead ? Throws.Nothing : Throws.TypeOf<TokenException>().With.Message.Contains("1 MiB"));
    }

    [Test]
    public void Read_NoFile() =>
        Assert.That(
            RefusalOf(() => MatomoConfiguration.Read(_root)),
            Does.Contain(ConfigFile).And.Contains(Path.Combine(_root, "config.ini.php")));

    [TestCase("nothing")]
    [TestCase("nothing/config.ini.php")]
    [TestCase("config/common.config.ini.php/config.ini.php")]
    public void Read_NoSuchPath(string name)
    {
        Write("", "common.config.ini.php");
        Assert.That(RefusalOf(() => MatomoConfiguration.Read(Path.Combine(_root, name))), Does.Contain(Path.Combine(_root, name)));
    }

    [TestCase("")]
    [TestCase("a\0b")]
    public void Read_NoPath(string path) =>
        Assert.That(RefusalOf(() => MatomoConfiguration.Read(path)), Does.Contain("path of Matomo's configuration"));

    [Test]
    public void Read_DirectoryInItsPlace()
    {
        Directory.CreateDirectory(ConfigFile);
        Assert.That(RefusalOf(() => MatomoConfiguration.Read(_root)), Does.Contain(ConfigFile).And.Contains("a directory"));
    }

    [Category("Programs")]
    [Test]
    public void Read_Pipe()
    {
        Files.TokenDirectory.Run("mkfifo", ConfigFile);
        Assert.That(RefusalOf(() => MatomoConfiguration.Read(_root)), Does.Contain(ConfigFile).And.Contains("a named pipe"));
    }

    [TestCase("config")]
    [TestCase("config/config.ini.php")]
    [TestCase("config/common.config.ini.php")]
    public void Read_NotReadable(string name)
    {
        Write("[database]", "common.config.ini.php");
        File.SetUnixFileMode(_root, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(Path.Combine(Path.GetDirectoryName(Written(Complete))!, "..", name), UnixFileMode.None);
        try
        {
            var refusal = RefusalOf(() => Files.FileSystemUser.AsNobody(() => MatomoConfiguration.Read(_root)));
            Assert.That(refusal, Does.Contain(name).And.Contains("User ").And.Contains("ermission"));
        }
        finally
        {
            File.SetUnixFileMode(ConfigDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Test]
    public void ToDatabaseOptions_Complete() => Assert.That(Shown(Read(Complete).ToDatabaseOptions()), Is.EqualTo(Shown(new DatabaseOptions
    {
        Host = "db.example",
        Port = 3307,
        ForcesTcp = true,
        Name = "analytics",
        User = "matomo",
        Password = new Secret("p\"a&s$1'"),
        Prefix = "matomo_",
        Tls = TlsMode.Required,
        CertificateAuthorities = "/etc/ssl/ca.pem",
        Salt = new Secret("0123456789abcdef0123456789abcdef"),
    })));

    [Test]
    public void ToDatabaseOptions_Least() => Assert.That(
        Shown(Read($"{Least}\n[General]\nsalt=x").ToDatabaseOptions()),
        Is.EqualTo(Shown(new DatabaseOptions { Name = "a", User = "b", Salt = new Secret("x") })));

    [TestCase("host = localhost", null, false)]
    [TestCase("host = localhost:3307", null, true)]
    [TestCase("unix_socket = /run/db.sock", "/run/db.sock", false)]
    public void ToDatabaseOptions_Socket(string line, string? socket, bool forcesTcp)
    {
        var options = Read($"{Least}\n{line}\n[General]\nsalt=x").ToDatabaseOptions();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.Host, Is.EqualTo("localhost"));
            Assert.That(options.Socket, Is.EqualTo(socket));
            Assert.That(options.ForcesTcp, Is.EqualTo(forcesTcp));
        }
    }

    [TestCase("ssl_ca=ca.pem\nssl_cert=cert.pem\nssl_key=key.pem", TlsMode.Preferred, null, null, null)]
    [TestCase("enable_ssl=1", TlsMode.Preferred, null, null, null)]
    [TestCase("enable_ssl=1\nssl_ca=ca.pem", TlsMode.VerifyIdentity, "ca.pem", null, null)]
    [TestCase("enable_ssl=1\nssl_cert=cert.pem\nssl_key=key.pem", TlsMode.VerifyIdentity, null, "cert.pem", "key.pem")]
    [TestCase("enable_ssl=1\nssl_ca_path=/etc/ssl\nssl_no_verify=1", TlsMode.Required, null, null, null)]
    public void ToDatabaseOptions_Tls(string lines, TlsMode tls, string? authorities, string? certificate, string? key)
    {
        var options = Read($"{Least}\n{lines}\n[General]\nsalt=x").ToDatabaseOptions();
        Assert.That(
            (options.Tls, options.CertificateAuthorities, options.ClientCertificate, options.ClientKey),
            Is.EqualTo((tls, authorities, certificate, key)));
    }

    [Test]
    public void ToDatabaseOptions_DirectoryOfAuthorities()
    {
        var text = $"{Least}\nenable_ssl=1\nssl_ca_path=/etc/ssl\n[General]\nsalt=x";
        Assert.That(RefusalOf(() => Read(text).ToDatabaseOptions()), Does.Contain("ssl_ca_path, /etc/ssl").And.Contains("PEM"));
        var read = MatomoConfiguration.Read(_root, [nameof(DatabaseOptions.CertificateAuthorities)]);
        Assert.That(read.ToDatabaseOptions().CertificateAuthorities, Is.Null);
    }

    [Test]
    public void ToDatabaseOptions_Given()
    {
        string[] given = [nameof(DatabaseOptions.Name), nameof(DatabaseOptions.User), nameof(DatabaseOptions.Salt)];
        var options = MatomoConfiguration.Read(Written("[database]\ndbname=a\nusername=b"), given).ToDatabaseOptions();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.Name, Is.EqualTo(""));
            Assert.That(options.User, Is.EqualTo(""));
            Assert.That(options.Salt.Reveal(), Is.EqualTo(""));
        }
    }

    [Test]
    public void ToDatabaseOptions_OneMissing() => Assert.That(
        RefusalOf(() => Read(Least).ToDatabaseOptions()),
        Does.Contain($"{ConfigFile} has no salt in its [General] section, or it is empty there.").And.Not.Contains("MATOMO_"));

    [Test]
    public void ToDatabaseOptions_SeveralMissing() => Assert.That(
        RefusalOf(() => Read("[database]").ToDatabaseOptions()),
        Does.Contain("has no dbname and username in its [database] section, and no salt in its [General] section, or they are empty"));

    [Test]
    public void ToDatabaseOptions_Missing_EnvironmentVariables() => Assert.That(
        RefusalOf(() => Read("[database]\nusername=b\n[Plugins]\nPlugins[] = EnvironmentVariables").ToDatabaseOptions()),
        Does.Contain("MATOMO_DATABASE_DBNAME and MATOMO_GENERAL_SALT"));

    [TestCase("[Plugins]\nPlugins[] = \"CoreHome\"\nPlugins[] = \"EnvironmentVariables\"\nPlugins[] = \"API\"", true)]
    [TestCase("[PluginsInstalled]\nPluginsInstalled[] = EnvironmentVariables", true)]
    [TestCase("[Plugins]\nPlugins[] = \"EnvironmentVariablesOfMine\"", false)]
    [TestCase("[Plugins]\nPlugins = \"EnvironmentVariables\"", false)]
    [TestCase("[Other]\nPlugins[] = \"EnvironmentVariables\"", false)]
    [TestCase("", false)]
    public void Read_NamesEnvironmentVariables(string text, bool names) =>
        Assert.That(Read($"[database]\n{text}").NamesEnvironmentVariables, Is.EqualTo(names));

    [Test]
    public void Read_NamesEnvironmentVariables_LastListWins()
    {
        Write("[Plugins]\nPlugins[] = EnvironmentVariables", "common.config.ini.php");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Read("[database]").NamesEnvironmentVariables, Is.True);
            Assert.That(Read("[database]\n[Plugins]\nPlugins[] = API").NamesEnvironmentVariables, Is.False);
        }
    }

    [Test]
    public void ToString_HidesSecrets() =>
        Assert.That(Read(Complete).ToString(), Does.Contain(ConfigFile).And.Not.Contains("a&s").And.Not.Contains("0123456789abcdef"));

    private static string Shown(DatabaseOptions options) => $"{options} {options.Password.Reveal()} {options.Salt.Reveal()}";

    private static IReadOnlyList<string> SettingsOf(Action action) =>
        ((FailureReason.ConfigurationKeys)Assert.Throws<TokenException>(action)!.Reason!).Names;

    private static string RefusalOf(Action action)
    {
        var failure = Assert.Throws<TokenException>(action)!;
        Assert.That(failure.Code, Is.EqualTo(TokenErrorCode.ConfigUnreadable));
        return failure.Message;
    }

    private MatomoConfiguration Read(string text) => MatomoConfiguration.Read(Written(text));

    private string Refusal(string text) => RefusalOf(() => Read(text));

    private string Written(string text)
    {
        Write(text);
        return ConfigFile;
    }

    private void Write(string text, string name = "config.ini.php") => File.WriteAllText(Path.Combine(ConfigDirectory, name), text);
}
