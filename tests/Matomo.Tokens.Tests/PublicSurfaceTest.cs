using System.Reflection;

namespace Matomo.Tokens.Tests;

/// <summary>The libraries that ours is made of stay inside it.</summary>
public class PublicSurfaceTest
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] Hidden = ["MySqlConnector", "Newtonsoft.Json", "RestSharp", "Otp.NET"];

    private static IEnumerable<Type> PublicTypes => typeof(TokenValue).Assembly.GetExportedTypes();

    [TestCaseSource(nameof(PublicTypes))]
    public void Type_ShowsNoForeignType(Type type) => Assert.That(Shown(type).SelectMany(Parts).Where(IsHidden), Is.Empty);

    private static bool IsHidden(Type type) => Hidden.Contains(type.Assembly.GetName().Name);

    private static IEnumerable<Type?> Shown(Type type) =>
    [
        type.BaseType,
        .. type.GetInterfaces(),
        .. type.GetGenericArguments().SelectMany(argument => argument.GetGenericParameterConstraints()),
        .. type.GetFields(Members).Where(field => field.IsPublic || field.IsFamily).Select(field => field.FieldType),
        .. type.GetConstructors(Members).Where(IsShown).SelectMany(Signature),
        .. type.GetMethods(Members).Where(IsShown).SelectMany(method => Signature(method).Append(method.ReturnType)),
        .. type.GetEvents(Members).Where(one => one.AddMethod is { } add && IsShown(add)).Select(one => one.EventHandlerType),
    ];

    private static bool IsShown(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<Type> Signature(MethodBase method) => method.GetParameters().Select(parameter => parameter.ParameterType);

    private static IEnumerable<Type> Parts(Type? type) => type switch
    {
        null => [],
        { HasElementType: true } => Parts(type.GetElementType()),
        _ => type.GetGenericArguments().Where(argument => argument != type).SelectMany(Parts).Append(type),
    };
}
