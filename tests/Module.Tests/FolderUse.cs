using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace MatomoToken.Tests;

/// <summary>
/// Which folders (namespaces) of an assembly use which others of it, in signatures, attributes and method bodies, each with one example.
/// A constant is copied where it is used, and does not count.
/// </summary>
internal sealed class FolderUse
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _uses = new(StringComparer.Ordinal);

    public static FolderUse Of(string assembly)
    {
        var use = new FolderUse();
        using var module = ModuleDefinition.ReadModule(assembly);
        foreach (var type in module.GetAllTypes().Where(type => FolderOf(type).Length > 0))
        {
            foreach (var used in Types(type).SelectMany(Parts).Where(used => used.Scope == module && FolderOf(used).Length > 0))
                use.Add(type, used);
        }

        return use;
    }

    /// <summary>The folders that stand in a ring, each with a shortest one: "A → B (X uses Y) → A (Y uses Z)".</summary>
    public IReadOnlyDictionary<string, string> Rings()
    {
        var rings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in _uses.Keys)
        {
            if (Ring(folder) is { } ring)
                rings[folder] = ring;
        }

        return rings;
    }

    private void Add(TypeReference user, TypeReference used)
    {
        var (from, to) = (FolderOf(user), FolderOf(used));
        if (!_uses.TryGetValue(from, out var uses))
            _uses[from] = uses = new(StringComparer.Ordinal);

        if (from != to)
            uses.TryAdd(to, $"{Outermost(user).Name} uses {Outermost(used).Name}");
    }

    private string? Ring(string start)
    {
        var ways = new Dictionary<string, string>(StringComparer.Ordinal) { [start] = start };
        var open = new Queue<string>([start]);
        while (open.TryDequeue(out var folder))
        {
            foreach (var (next, example) in _uses.GetValueOrDefault(folder) ?? [])
            {
                var way = $"{ways[folder]} → {next} ({example})";
                if (next == start)
                    return way;

                if (ways.TryAdd(next, way))
                    open.Enqueue(next);
            }
        }

        return null;
    }

    private static string FolderOf(TypeReference type) => Outermost(type).Namespace;

    // What the compiler makes of lambdas and async methods is nested in the type that was written.
    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        GenericParameter => [],
        FunctionPointerType pointer => Signature(pointer).SelectMany(Parts),
        IModifierType modified => Parts(modified.ElementType).Concat(Parts(modified.ModifierType)),
        TypeSpecification other => Parts(other.ElementType),
        _ => [type],
    };

    private static IEnumerable<TypeReference> Types(TypeDefinition type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Array.Empty<TypeReference>(),
        .. type.Interfaces.Select(one => one.InterfaceType),
        .. type.Fields.Select(field => field.FieldType),
        .. type.Properties.Select(property => property.PropertyType),
        .. Constraints(type),
        .. Attributes(type),
        .. type.Fields.SelectMany(Attributes),
        .. type.Properties.SelectMany(Attributes),
        .. type.Methods.SelectMany(Types),
    ];

    private static IEnumerable<TypeReference> Types(MethodDefinition method) =>
    [
        .. Signature(method),
        .. Constraints(method),
        .. Attributes(method),
        .. method.HasBody ? Types(method.Body) : [],
    ];

    private static IEnumerable<TypeReference> Types(MethodBody body) =>
    [
        .. body.Variables.Select(variable => variable.VariableType),
        .. body.ExceptionHandlers.Select(handler => handler.CatchType).OfType<TypeReference>(),
        .. body.Instructions.SelectMany(instruction => instruction.Operand switch
        {
            TypeReference type => [type],
            FieldReference field => [field.DeclaringType, field.FieldType],
            GenericInstanceMethod generic => [generic.DeclaringType, .. Signature(generic), .. generic.GenericArguments],
            MethodReference method => [method.DeclaringType, .. Signature(method)],
            _ => Array.Empty<TypeReference>(),
        }),
    ];

    private static IEnumerable<TypeReference> Signature(IMethodSignature method) =>
        [method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)];

    private static IEnumerable<TypeReference> Constraints(IGenericParameterProvider generic) =>
        generic.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider member) =>
        member.CustomAttributes.Select(attribute => attribute.AttributeType);
}
