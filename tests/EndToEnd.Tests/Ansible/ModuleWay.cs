namespace EndToEnd.Tests.Ansible;

/// <summary>How Ansible gets at the executable.</summary>
public enum ModuleWay
{
    /// <summary>It finds it in a directory <c>library</c>, and sends it to the host for each task.</summary>
    Library,

    /// <summary>By the role's action plugin, which keeps it on the host.</summary>
    Plugin,

    /// <summary>By its full name, from the collection that Pack made.</summary>
    Collection,
}
