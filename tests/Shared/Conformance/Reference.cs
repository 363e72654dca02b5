using System.Diagnostics;
using Ansible.Modules.Arguments;
using Ansible.Modules.Json;
using Ansible.Modules.Python;

namespace Tests.Conformance;

/// <summary>The original: Python's AnsibleModule, in one process that answers thousands of calls.</summary>
internal sealed class Reference : IDisposable
{
    private readonly Lock _access = new();
    private readonly Process _python;
    private readonly string _spec;

    public Reference(ArgumentSpec spec)
    {
        _spec = PythonSpec.Of(spec);
        var script = Path.Combine(TestContext.CurrentContext.TestDirectory, "Conformance", "reference.py");
        _python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <param name="arguments">The arguments, a JSON text.</param>
    /// <returns>
    /// What the module printed, with <c>log</c>, <c>secrets</c> and, when it was not refused, <c>parsed</c>; or <c>crash</c>.
    /// </returns>
    public JsonMap Answer(string arguments)
    {
        lock (_access)
        {
            _python.StandardInput.WriteLine(JsonOutput.Dumps(new List<object?> { _spec, arguments }));
            _python.StandardInput.Flush();
            return (JsonMap)JsonInput.Parse(
                _python.StandardOutput.ReadLine() ?? throw new IOException("Python ended: is ansible-core installed?"))!;
        }
    }

    public void Dispose()
    {
        _python.StandardInput.Close();
        _python.WaitForExit();
        _python.Dispose();
    }
}
