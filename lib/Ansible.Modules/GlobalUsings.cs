// The one representation of JSON inside this library: what the reader makes, the rules work on and the writer takes.
global using JsonList = System.Collections.Generic.List<object?>;
global using JsonMap = System.Collections.Generic.OrderedDictionary<string, object?>;
