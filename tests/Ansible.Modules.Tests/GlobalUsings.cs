global using JsonArray = System.Collections.Generic.List<object?>;
global using JsonObject = Ansible.Modules.Json.JsonObject;
