using System.Diagnostics;
using Ansible.Modules.Json;
using Ansible.Modules.Python;

namespace Ansible.Modules.Tests.Conformance;

/// <summary>The original: Python's AnsibleModule, in one process that answers thousands of calls.</summary>
internal sealed class Reference : IDisposable
{
    private readonly Lock access = new();
    private readonly System.Diagnostics.Process python;
    private readonly string spec;

    public Reference(ArgumentSpec spec)
    {
        this.spec = PythonSpec.Of(spec);
        var script = Path.Combine(TestContext.CurrentContext.TestDirectory, "Conformance", "Shared", "reference.py");
        python = System.Diagnostics.Process.Start(new ProcessStartInfo("/usr/bin/python3", [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <param name="arguments">The arguments, a JSON text.</param>
    /// <returns>What the module printed, with <c>log</c>, <c>secrets</c> and, when it was not refused, <c>parsed</c>; or <c>crash</c>.</returns>
    public JsonObject Answer(string arguments)
    {
        lock (access)
        {
            python.StandardInput.WriteLine(PythonJson.Dumps(new List<object?> { spec, arguments }));
            python.StandardInput.Flush();
            return (JsonObject)JsonInput.Parse(python.StandardOutput.ReadLine() ?? throw new IOException("Python ended: is ansible-core installed?"))!;
        }
    }

    public void Dispose()
    {
        python.StandardInput.Close();
        python.WaitForExit();
        python.Dispose();
    }
}
