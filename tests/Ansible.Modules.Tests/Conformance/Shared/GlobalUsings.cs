global using JsonList = System.Collections.Generic.List<object?>;
global using JsonMap = System.Collections.Generic.OrderedDictionary<string, object?>;
