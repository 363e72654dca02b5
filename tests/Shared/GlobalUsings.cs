// As lib/Ansible.Modules calls them. A <Using> in a project file cannot say object?.
global using JsonList = System.Collections.Generic.List<object?>;
global using JsonMap = System.Collections.Generic.OrderedDictionary<string, object?>;
