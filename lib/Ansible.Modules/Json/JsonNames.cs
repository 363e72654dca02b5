using Newtonsoft.Json;

namespace Ansible.Modules.Json;

/// <summary>The names met so far in a text, so that a name is one string, however often it occurs.</summary>
internal sealed class JsonNames : DefaultJsonNameTable
{
    public override string Get(char[] key, int start, int length) => base.Get(key, start, length) ?? Add(new string(key, start, length));
}
