namespace Matomo.StandIn.Api;

/// <summary>What Matomo says, in the wording of the version and the language of the installation (the lang/ folders of 3.14.1, 4.16.1 and 5.2.0-b5).</summary>
internal sealed class Messages(MatomoVersion version, string language)
{
    public const string WeakPassword = "This password is too weak, please supply another value or reset it.";
    public const string InvalidToken = "Unable to authenticate with the provided token. It is either invalid or expired.";

    public const string InvalidTokenInUrl =
        "Unable to authenticate with the provided token. It is either invalid, expired or is required to be sent as a POST parameter.";

    public const string ConflictingTokens = "Conflicting authentication parameters provided.";
    public const string InvalidMethodName = "The method name is invalid. Expected 'module.methodName'";
    public const string MethodMissing = "The parameter 'method' isn't set in the Request, and a default value wasn't provided.";
    public const string PreferenceWithUnderscore = "Preference name cannot contain underscores.";

    public static IReadOnlyList<string> Languages { get; } = ["en", "de"];

    private bool IsThree => version.Major == 3;

    public string WrongPassword => Say(
        "The current password you entered is not correct.",
        "Das eingegebene aktuelle Passwort ist nicht korrekt.");

    public string LockedOut => IsThree
        ? Say(
            "You are currently not allowed to log in because you had too many failed logins, try again later.",
            "Sie sind aktuell nicht berechtigt sich anzumelden aufgrund zu vieler fehlgeschlagener Anmeldungen, bitte später noch einmal versuchen.")
        : Say(
            "Too many failed logins. Please wait and try logging in again later.",
            "Aufgrund zu vieler fehlgeschlagener Anmeldungen sind Sie aktuell nicht berechtigt sich anzumelden. Bitte versuchen Sie es später noch einmal.");

    public string LoginLockedOut => Say(
        "Logging in has been turned off since a suspicious amount of failed attempts were made during the last hour.",
        "Die Anmeldung wurde deaktiviert, weil eine verdächtige hohe Anzahl fehlgeschlagener Anmeldeversuche in der letzten Stunde registriert wurde.");

    public string CodeMissing => IsThree
        ? Say("Please specify two-factor authentication code.", "Bitte geben Sie den Authentifizierungscode an.")
        : Say("Please specify a two-factor authentication code.", "Bitte geben Sie einen Code für die Zwei-Faktor-Authentifizierung an.");

    public string CodeWrong => IsThree
        ? Say("The two-factor authentication code is not correct.", "Der Authentifizierungscode ist nicht korrekt.")
        : Say("Incorrect two-factor authentication code.", "Falscher Code für die Zwei-Faktor-Authentifizierung.");

    public string TwoFactorRequired => IsThree
        ? Say(
            "You are required to set up two-factor authentication. Please log in to your account.",
            "Sie müssen die Zwei-Faktor-Authentifizierung einrichten. Bitte melden Sie sich bei Ihrem Konto an.")
        : Say(
            "You must set up two-factor authentication. Please log in to do so.",
            "Sie müssen die Zwei-Faktor-Authentifizierung einrichten. Bitte melden Sie sich dazu an.");

    public string Md5Expected => Say(
        "UsersManager.getTokenAuth is expecting a MD5-hashed password (32 chars long string). Please call the md5() function on the password before calling this method.",
        "UsersManager.getTokenAuth erwartet ein MD5-verschlüsseltes Passwort (32 Zeichen). Bitte wenden Sie die md5()-Funktion auf das Passwort an, bevor Sie diese Methode aufrufen.");

    public string NoSite => Say(
        "You can't access this resource as it requires view access for at least one website.",
        IsThree
            ? "Sie haben keinen Zugang zu dieser Ressource, weil sie view Zugriff für mindestens eine Website benötigt."
            : "Sie haben keinen Zugang zu dieser Ressource, weil sie view Zugriff für mindestens eine Webseite benötigt.");

    /// <summary>3.x passes the driver's message on.</summary>
    public string DatabaseDown => IsThree
        ? "SQLSTATE[HY000] [1045] Access denied for user 'matomo'@'localhost' (using password: YES)"
        : Say("Database access denied", "Datenbankzugriff verweigert");

    public string DescriptionEmpty => "Description: " + Say("A value needs to be provided.", "Es muss ein Wert angegeben werden.");

    /// <summary>Nobody has seen the wording of what is still to come.</summary>
    public string NotForOthers => Say(
        "You can only create a token for the current user.",
        "Sie können nur für den aktuellen Benutzer ein Token erstellen.");

    public string NotInBulk => Say(
        "This method cannot be used in a bulk request.",
        "Diese Methode kann nicht in einer Sammelanfrage verwendet werden.");

    public string UnknownMethod(string module, string method)
    {
        var apiClass = $@"\Piwik\Plugins\{module}\API";
        return Say(
            $"The method '{method}' does not exist or is not available in the module '{apiClass}'.",
            $"Die Methode '{method}' existiert nicht oder ist im Modul '{apiClass}' nicht verfügbar.");
    }

    public string ParameterMissing(string name) => Say($"Please specify a value for '{name}'.", $"Bitte geben Sie einen Wert für '{name}' an.");

    public string NeitherSuperUserNor(string login) => Say(
        $"The user has to be either a Super User or the user '{login}' itself.",
        $"Der Benutzer muss entweder ein Hauptadministrator sein oder der Benutzer '{login}'.");

    public string UserUnknown(string login) => Say($"User '{login}' doesn't exist.", $"Der Benutzer '{login}' existiert nicht.");

    public string DescriptionTooLong(int length, int limit) => "Description: " + Say(
        $"The value contains \"{length}\" characters but should contain at most {limit} characters.",
        $"Der Wert enthält \"{length}\" Zeichen, darf aber maximal {limit} Zeichen haben.");

    public string AddressNotAllowed(string address) => IsThree
        ? Say(
            $"You cannot use this Matomo as your IP {address} is not whitelisted",
            $"Sie können dieses Matomo nicht verwenden, weil Ihre IP {address} auf der Whitelist nicht vorhanden ist")
        : Say(
            $"You cannot use this Matomo as your IP {address} is not allowed.",
            $"Sie können diese Matomo Installation nicht verwenden, weil Ihre IP-Adresse {address} nicht erlaubt ist.");

    public string DateUnreadable(string shown)
    {
        const string example = "YYYY-MM-DD, or 'today' or 'yesterday'";
        const string manual = "http://php.net/strtotime";
        return Say(
            $"Date format must be: {example} or any keyword supported by the strtotime function (see {manual} for more information): {shown}",
            $"Das Datumsformat muss {example} oder eine andere, von der Funktion strtotime unterstützte Zeichenkette sein. (Besuchen Sie {manual} für nähere Informationen): {shown}");
    }

    public string DateTooEarly(DateTime date, long timestamp) => Say(
        $"The date '{date:yyyy-MM-dd}' is a date before first website was online. Try date that's after Aug 6, 1991 (timestamp 681436800).: {timestamp}",
        $"Das Datum '{date:yyyy-MM-dd}' ist vor dem Datum, an dem die erste Webseite online ging. Versuchen Sie ein Datum das nach dem 6. Aug. 1991 (Timestamp 681436800) liegt.: {timestamp}");

    private string Say(string english, string german) => language == "de" ? german : english;
}
