using Newtonsoft.Json;

namespace Matomo.StandIn.Wording;

/// <summary>
/// What Matomo says, in the wording of a version and a language. The texts are in the JSON files beside this one; a name with a 3 is that
/// of Matomo 3 where it differs, and what a language lacks is said in English.
/// </summary>
internal sealed class Messages(MatomoVersion version, string language)
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Texts =
        new[] { "en", "de", "ja" }.ToDictionary(language => language, Read);

    public static IEnumerable<string> Languages => Texts.Keys;

    public string WrongPassword => Say("WrongPassword");

    public string LockedOut => Say("LockedOut");

    public string LoginLockedOut => Say("LoginLockedOut");

    public string TwoFactorRequired => Say("TwoFactorRequired");

    public string CodeMissing => Say("CodeMissing");

    public string CodeWrong => Say("CodeWrong");

    public string Md5Expected => Say("Md5Expected");

    public string NotLoggedIn => Say("NotLoggedIn");

    public string DescriptionEmpty => Say("DescriptionEmpty");

    /// <summary>Nobody has recorded the wording of 5.13.</summary>
    public string OnlyForOneself => Say("OnlyForOneself");

    /// <inheritdoc cref="OnlyForOneself"/>
    public string NotInBulk => Say("NotInBulk");

    public string NeedsSite(string access) => Say("NeedsSite", access);

    public string UnknownMethod(string module, string method) => Say("UnknownMethod", module, method);

    public string ParameterMissing(string name) => Say("ParameterMissing", name);

    public string ParameterInvalid(string name) => Say("ParameterInvalid", name);

    public string NeitherSuperUserNor(string login) => Say("NeitherSuperUserNor", login);

    public string UserUnknown(string login) => Say("UserUnknown", login);

    public string DescriptionTooLong(int length, int limit) => Say("DescriptionTooLong", length, limit);

    public string AddressNotAllowed(string address) => Say("AddressNotAllowed", address);

    /// <summary>core/Db.php: from 4.x on, a password that is wrong is told without the account's name.</summary>
    public string Database(string error) =>
        version.HidesDatabaseAccount && error.Contains("[1045]", StringComparison.Ordinal) ? Say("DatabaseAccessDenied") : error;

    public string DateUnreadable(string shown) => Say("DateUnreadable", shown, version.DateManual);

    public string DateTooEarly(string date, long timestamp) => Say("DateTooEarly", date, timestamp);

    private string Say(string name, params object[] values) => string.Format(
        CultureInfo.InvariantCulture,
        Find(Texts[language], name) ?? Find(Texts["en"], name) ?? throw new ArgumentException($"There is no text '{name}'.", nameof(name)),
        values);

    private string? Find(IReadOnlyDictionary<string, string> texts, string name) =>
        texts.GetValueOrDefault($"{name} {version.Major}") ?? texts.GetValueOrDefault(name);

    private static IReadOnlyDictionary<string, string> Read(string language)
    {
        using var stream = typeof(Messages).Assembly.GetManifestResourceStream($"{language}.json")!;
        using var reader = new JsonTextReader(new StreamReader(stream));
        return new JsonSerializer().Deserialize<Dictionary<string, string>>(reader)!;
    }
}
