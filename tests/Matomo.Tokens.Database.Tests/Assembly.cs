global using Matomo.TestDatabase;
global using Matomo.Tokens.Database.Connection;
global using Matomo.Tokens.Database.Tokens;
global using Matomo.Tokens.Errors;
global using Matomo.Tokens.Planning;
global using Matomo.Tokens.Reconciling;
global using Matomo.Tokens.Requests;
// The test database's; the library's of this name is its own affair.
global using MatomoTables = Matomo.TestDatabase.MatomoTables;
using System.Runtime.Versioning;

[assembly: Category("Programs")]
[assembly: Parallelizable(ParallelScope.All)]
[assembly: LevelOfParallelism(4)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[assembly: SupportedOSPlatform("linux")]
