namespace Matomo.Tokens.Host;

/// <summary>Tells a file from every other that exists at the same time, whatever its path.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode);
