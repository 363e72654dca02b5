namespace Matomo.Tokens.Configuration.Ini;

/// <summary>A file that PHP would refuse.</summary>
/// <param name="line">The line where it stops to make sense, counted from one.</param>
internal sealed class IniSyntaxException(int line) : Exception
{
    public int Line => line;
}
