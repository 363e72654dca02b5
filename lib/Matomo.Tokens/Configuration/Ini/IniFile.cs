namespace Matomo.Tokens.Configuration.Ini;

/// <summary>What PHP's <c>parse_ini_string</c> reads from a file, by section.</summary>
/// <remarks>Keys and names are compared exactly. A section that comes again replaces what came before it, as does a key.</remarks>
internal sealed class IniFile
{
    private Dictionary<string, IniValue> _current;

    public IniFile()
    {
        _current = Top;
    }

    /// <summary>The keys before the first section.</summary>
    public Dictionary<string, IniValue> Top { get; } = [];

    public Dictionary<string, Dictionary<string, IniValue>> Sections { get; } = [];

    /// <summary>Whether there are sections that are not kept.</summary>
    public bool HasUnknownSections { get; private set; }

    /// <summary>Begins a section. One whose name only the web server's PHP knows is not kept.</summary>
    public void Begin(IniValue name)
    {
        _current = [];
        if (name.IsEnvironmental)
        {
            HasUnknownSections = true;
        }
        else
        {
            Sections[name.Text] = _current;
        }
    }

    public void Add(string key, IniValue value) => _current[key] = value;

    public void AddEntry(string key, IniValue entry) => _current[key] = _current.GetValueOrDefault(key, IniValue.Empty).With(entry);
}
