using System.Runtime;
using Ansible.Modules.Hosting;

namespace Ansible.Modules.Tests.Hosting;

[NonParallelizable]
public class HeapRoomTest
{
    private const int Many = 1024 * 1024;

    [TearDown]
    public void EndRoom()
    {
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
        {
            GC.EndNoGCRegion();
        }
    }

    [Test]
    public void ManyArguments_AreNotCollected()
    {
        HeapRoom.Make(Many);
        Assert.That(GCSettings.LatencyMode, Is.EqualTo(GCLatencyMode.NoGCRegion));
    }

    [Test]
    public void FewArguments_ChangeNothing()
    {
        HeapRoom.Make(1000);
        Assert.That(GCSettings.LatencyMode, Is.Not.EqualTo(GCLatencyMode.NoGCRegion));
    }

    [Test]
    public void Twice_IsNoFailure()
    {
        HeapRoom.Make(Many);
        Assert.That(() => HeapRoom.Make(Many), Throws.Nothing);
    }
}
