using MatomoToken.Documentation;

var repository = args is [var directory] ? directory : throw new ArgumentException("Give the directory of the repository.");
foreach (var (file, content) in GeneratedFiles.Of(repository))
    File.WriteAllText(Path.Combine(repository, file), content);
