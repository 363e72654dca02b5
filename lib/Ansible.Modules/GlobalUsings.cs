// The one representation of JSON inside this library: what the reader makes, the rules work on and the writer takes.
global using JsonArray = System.Collections.Generic.List<object?>;
global using JsonObject = Ansible.Modules.Json.JsonObject;
