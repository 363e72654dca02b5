using Ansible.Modules.Hosting;
using Matomo.Tokens.Reconciling;

namespace MatomoToken.Tests;

/// <summary>The folders of a library stand on floors: what two of them need stands below both, and none needs one that needs it.</summary>
public sealed class FoldersTest
{
    [TestCase(typeof(ModuleHost))]
    [TestCase(typeof(TokenReconciler))]
    public void Folders_FormNoRing(Type library)
    {
        var rings = FolderUse.Of(library.Assembly.Location).Rings();
        Assert.That(rings, Is.Empty, string.Join('\n', rings.Values));
    }
}
