using MatomoToken.Collection;

if (args is not [var repository, var nameSpace, var name, var version, var address, var archive])
{
    throw new ArgumentException(
        "Give the directory of the repository, the collection's namespace, name and version, the project's address, and the archive.");
}

var collection = new CollectionName(nameSpace, name);
var files = CollectionContent.Of(repository, collection, version);
CollectionArchive.Write(archive, Manifests.Of(collection, version, address, files), files);
