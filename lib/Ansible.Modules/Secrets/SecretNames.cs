using Ansible.Modules.Types;

namespace Ansible.Modules.Secrets;

/// <summary>
/// The options that hold secrets, of all modules of an executable: what is given under their names is collected and hidden wherever it
/// stands, also for a module that has no such option, and when a name is misspelt by a letter or two.
/// </summary>
internal sealed class SecretNames
{
    private const int LongestShortName = 5;
    private static readonly string[] ProxyVariables = ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];

    private readonly Dictionary<string, ArgumentOption> _options = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ArgumentOption?> _unknown = new(StringComparer.Ordinal);
    private readonly SecretSet _secrets;

    public SecretNames(IEnumerable<ArgumentSpec> specs, SecretSet secrets)
    {
        _secrets = secrets;
        foreach (var spec in specs)
            AddOptions(spec);
    }

    public bool IsOption(string name) => _options.ContainsKey(name);

    /// <summary>Collects the secrets of the arguments, and those of the proxies that the environment names.</summary>
    public void Collect(JsonMap arguments)
    {
        foreach (var variable in ProxyVariables)
            CollectUrl(Environment.GetEnvironmentVariable(variable));

        CollectMembers(arguments);
    }

    /// <summary>Collects what is given under a name.</summary>
    public void Collect(string name, object? value)
    {
        var option = OptionMeant(name);
        if (option is { NoLog: true })
            _secrets.AddFrom(value);
        else if (option is { SecretParts: SecretParts.HeaderValues })
            CollectHeaders(value);
        else if (option is { SecretParts: SecretParts.OfUrl })
            CollectUrl(value);
        else
            CollectInside(option, value);
    }

    /// <summary>The value without the parts of it that its option declares secret.</summary>
    public object? Hide(string name, object? value) => OptionMeant(name)?.SecretParts switch
    {
        SecretParts.HeaderValues when value is JsonMap headers =>
            new JsonMap(headers.Select(header => KeyValuePair.Create(header.Key, (object?)SecretMask.Whole))),
        SecretParts.HeaderValues when value is not null => SecretMask.Whole,
        SecretParts.OfUrl => value switch
        {
            string url => UrlSecrets.Hide(url),
            JsonList urls => urls.ConvertAll(url => Hide(name, url)),
            _ => value,
        },
        _ => value,
    };

    private void AddOptions(ArgumentSpec spec)
    {
        foreach (var option in spec.Options)
        {
            foreach (var name in option.Aliases.Append(option.Name))
                _options[name] = _options.GetValueOrDefault(name) is { HoldsSecret: true } secret ? secret : option;

            if (option.Options is { } inner)
                AddOptions(inner);
        }
    }

    private void CollectMembers(JsonMap map)
    {
        foreach (var (name, value) in map)
            Collect(name, value);
    }

    private void CollectInside(ArgumentOption? option, object? value)
    {
        switch (value)
        {
            case JsonMap map:
                CollectMembers(map);
                break;
            case JsonList list:
                list.ForEach(element => CollectInside(option, element));
                break;
            case not null when option?.Options is { } inner && HoldsSecrets(inner):
                CollectFromEntry(value);
                break;
        }
    }

    /// <summary>What stands in the place of a dictionary is a secret itself when it holds one, and when it cannot be read as one.</summary>
    private void CollectFromEntry(object entry)
    {
        try
        {
            var map = DictType.Convert(entry);
            if (map.Keys.Any(name => OptionMeant(name) is { HoldsSecret: true } or { Options: not null }))
                _secrets.AddFrom(entry);

            CollectMembers(map);
        }
        catch (ConversionException)
        {
            _secrets.AddFrom(entry);
        }
    }

    private void CollectHeaders(object? value)
    {
        try
        {
            var headers = value as JsonMap ?? DictType.Convert(value);
            foreach (var (name, text) in headers)
                HeaderSecrets.Collect(name, text, _secrets);
        }
        catch (ConversionException)
        {
            _secrets.AddFrom(value);
        }
    }

    private void CollectUrl(object? value)
    {
        foreach (var url in (value as JsonList ?? [value]).OfType<string>())
        {
            foreach (var secret in UrlSecrets.Of(url))
                _secrets.AddPart(secret);
        }
    }

    private static bool HoldsSecrets(ArgumentSpec spec) =>
        spec.Options.Any(option => option.HoldsSecret || (option.Options is { } inner && HoldsSecrets(inner)));

    /// <summary>The option of this name; for an unknown name, the one with a secret that it resembles.</summary>
    private ArgumentOption? OptionMeant(string name)
    {
        if (_options.TryGetValue(name, out var option) || _unknown.TryGetValue(name, out option))
            return option;

        return _unknown[name] = _options.Where(known => known.Value.HoldsSecret && Resembles(name.ToLowerInvariant(), known.Key))
            .Select(known => known.Value).FirstOrDefault();
    }

    private static bool Resembles(string name, string known)
    {
        var allowed = known.Length > LongestShortName ? 2 : 1;
        return Math.Abs(name.Length - known.Length) <= allowed && Distance(name, known) <= allowed;
    }

    /// <summary>How many letters must be added, removed or replaced to make one name the other (Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        foreach (var (index, letter) in left.Index())
        {
            var diagonal = row[0];
            row[0] = index + 1;
            for (var column = 1; column < row.Length; column++)
            {
                var replaced = diagonal + (letter == right[column - 1] ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(replaced, Math.Min(diagonal, row[column - 1]) + 1);
            }
        }

        return row[^1];
    }
}
