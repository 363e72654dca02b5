global using JsonArray = System.Collections.Generic.List<object?>;
global using JsonObject = System.Collections.Generic.OrderedDictionary<string, object?>;
