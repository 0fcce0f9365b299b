using System.Reflection;
using System.Runtime.CompilerServices;
using OffTrac.Core.Components;

namespace OffTrac.EndToEnd.Tests.Conventions;

/// <summary>What the host keeps in statics lives for ever, and with it any plugin that it reaches.</summary>
public sealed class StaticStateTests
{
    public static TheoryData<string> Assemblies => ["OffTrac.Sdk", "OffTrac.Core", "offtrac"];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Assembly_HasNoStaticThatChanges(string assembly)
    {
        var changing = StaticFields(assembly).Where(field => !field.IsInitOnly && !field.IsLiteral).Select(Describe);
        Assert.Empty(changing);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Assembly_HasNoStaticCollectionThatGrowsByTypesOrDelegates(string assembly)
    {
        Type[] dangerous = [typeof(Type), typeof(Assembly), typeof(Delegate), typeof(Exception), typeof(object), typeof(MemberInfo)];
        var pinning = StaticFields(assembly)
            .Where(field => field.FieldType.IsGenericType
                && (field.FieldType.Name.StartsWith("ConcurrentDictionary", StringComparison.Ordinal) || field.FieldType.Name.StartsWith("ConditionalWeak", StringComparison.Ordinal) || field.FieldType.Name is "Dictionary`2" or "List`1" or "HashSet`1")
                && field.FieldType.GetGenericArguments().Any(argument => dangerous.Any(type => type == argument || argument.IsSubclassOf(type) && type != typeof(object))))
            .Select(Describe);
        Assert.Empty(pinning);
    }

    private static IEnumerable<FieldInfo> StaticFields(string assembly)
    {
        _ = typeof(IExtensionPoints);
        return Assembly.Load(assembly).GetTypes()
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && type.DeclaringType?.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) != true)
            .Where(type => type.FullName?.Contains('<', StringComparison.Ordinal) != true && type.Namespace?.StartsWith("System.Text.RegularExpressions", StringComparison.Ordinal) != true)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !field.Name.Contains('<', StringComparison.Ordinal))
            .Where(field => !field.DeclaringType!.IsSubclassOf(typeof(System.Text.Json.Serialization.JsonSerializerContext)));
    }

    private static string Describe(FieldInfo field) => $"{field.DeclaringType!.FullName}.{field.Name}";
}
