namespace Ansible.Modules.Hosting;

/// <summary>
/// Which of the modules of an executable is called. Ansible says it (<c>_ansible_module_name</c>); until it does, or where it does not, the
/// executable's own name does.
/// </summary>
internal sealed class ModuleChoice
{
    // What Ansible puts before the name of a module that it copies to a host.
    private const string CopyPrefix = "AnsiballZ_";

    private readonly string? _program;

    /// <param name="modules">The modules, one at least; the first of them is called where no name is another's.</param>
    /// <param name="program">By which name or path the executable was started; null when that is not known.</param>
    public ModuleChoice(IReadOnlyList<IAnsibleModule> modules, string? program)
    {
        ArgumentOutOfRangeException.ThrowIfZero(modules.Count, nameof(modules));
        Modules = modules;
        _program = Path.GetFileName(program);
        Module = modules[0];
    }

    public IReadOnlyList<IAnsibleModule> Modules { get; }

    public IAnsibleModule Module { get; private set; }

    /// <summary>Follows the name of the executable. Not in the constructor, because a module's name may throw.</summary>
    public void FollowProgram()
    {
        if (_program is not null)
            Module = Find(_program.StartsWith(CopyPrefix, StringComparison.Ordinal) ? _program[CopyPrefix.Length..] : _program) ?? Module;
    }

    /// <summary>
    /// Follows what Ansible says, a name in a collection (<c>namespace.collection.module</c>) or a bare one. A name that is no module's
    /// changes nothing: an executable may have been given another.
    /// </summary>
    public void Follow(string? moduleName)
    {
        if (moduleName is not null)
            Module = Find(moduleName[(moduleName.LastIndexOf('.') + 1)..]) ?? Module;
    }

    private IAnsibleModule? Find(string name) => Modules.FirstOrDefault(module => module.Name == name);
}
