namespace Matomo.Tokens.Host;

/// <summary>Tells a file from every other, whatever its path; where the file system knows no birth, from all that exist at the time.
/// </summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode, ulong Birth = 0);
