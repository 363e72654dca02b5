using System.Runtime.Versioning;

[assembly: Parallelizable(ParallelScope.All)]
[assembly: SupportedOSPlatform("linux")]
