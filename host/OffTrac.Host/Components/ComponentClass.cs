using System.Reflection;
using Microsoft.Extensions.Options;
using OffTrac.Core.Components;
using OffTrac.Sdk.Components;

namespace OffTrac.Host.Components;

/// <summary>A component's class and what its constructor needs. Belongs to the plugin's generation and goes with it.</summary>
internal sealed class ComponentClass
{
    private ComponentClass(Type type, ComponentDescription description, IReadOnlyList<ComponentNeed> needs, string? defect)
    {
        Type = type;
        Description = description;
        Needs = needs;
        Defect = defect;
    }

    public Type Type { get; }

    public ComponentDescription Description { get; }

    public string Name => Description.Name;

    public IReadOnlyList<ComponentNeed> Needs { get; }

    /// <summary>Why no instance can ever be made; null when nothing speaks against it.</summary>
    public string? Defect { get; }

    /// <summary>Looks at the classes of one plugin.</summary>
    public static IReadOnlyList<ComponentClass> Analyze(IReadOnlyList<Type> types, string plugin, string version)
    {
        var components = types.ToHashSet();
        return [.. types.Select(type => Analyze(type, components, plugin, version)).OrderBy(component => component.Name, StringComparer.Ordinal)];
    }

    private static ComponentClass Analyze(Type type, HashSet<Type> components, string plugin, string version)
    {
        var attribute = type.GetCustomAttribute<ComponentAttribute>(inherit: false)
            ?? throw new ArgumentException($"{type} is no component.", nameof(type));
        var description = new ComponentDescription
        {
            Name = attribute.Name,
            Plugin = plugin,
            PluginVersion = version,
            Scope = attribute.Scope,
            Delivery = attribute.Delivery,
            DeliveryOption = attribute.DeliveryOption,
            Foreign = attribute.Foreign,
            ExtensionPoints = [.. type.GetInterfaces().Where(IsExtensionPoint).Select(point => point.Name).Order(StringComparer.Ordinal)],
        };
        if (type.IsAbstract || type.ContainsGenericParameters)
        {
            return new ComponentClass(type, description, [], $"{type.Name} is abstract or generic, so that no instance can be made");
        }

        var constructors = type.GetConstructors();
        return constructors.Length == 1
            ? new ComponentClass(type, description, [.. constructors[0].GetParameters().Select(parameter => Need(parameter.ParameterType, components))], null)
            : new ComponentClass(type, description, [], $"{type.Name} has {constructors.Length} public constructors instead of one");
    }

    private static bool IsExtensionPoint(Type type)
        => type.IsDefined(typeof(ExtensionPointAttribute), inherit: false)
            || (type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true && !type.IsGenericType);

    private static ComponentNeed Need(Type type, HashSet<Type> components)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (definition == typeof(IExtensionPoint<>) || definition == typeof(IComponentPoint<>))
        {
            return new ComponentNeed(ComponentNeedKind.ExtensionPoint, type);
        }

        if (definition == typeof(ILogger<>))
        {
            return new ComponentNeed(ComponentNeedKind.Logger, type);
        }

        if (definition == typeof(IOptionsMonitor<>))
        {
            return new ComponentNeed(ComponentNeedKind.Options, type);
        }

        return new ComponentNeed(components.Contains(type) ? ComponentNeedKind.Component : ComponentNeedKind.Service, type);
    }
}
