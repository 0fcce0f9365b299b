using System.Reflection.Metadata;
using OffTrac.Core.Components;
using OffTrac.Sdk.Components;

namespace OffTrac.Host.Plugins;

/// <summary>The attributes of a plugin's main assembly, and what they come to.</summary>
internal sealed class PluginAttributes(MetadataReader reader)
{
    private const string ComponentsNamespace = "OffTrac.Sdk.Components.";

    private static readonly AttributeValueTypes s_types = new();

    private readonly List<PluginRequirement> _requires = [];
    private readonly List<string> _exports = [];
    private readonly List<string> _words = [];
    private readonly List<string> _wordsForAllPlugins = [];
    private string? _id;
    private string? _description;
    private string? _informationalVersion;
    private string? _problem;

    public string? Read(out PluginMetadata? metadata)
    {
        metadata = null;
        if (!reader.IsAssembly)
        {
            return "is a module, not an assembly";
        }

        var sdk = SdkVersion();
        ReadAssemblyAttributes();
        if (sdk is null || _id is null)
        {
            return "is no plugin: it has no [assembly: Plugin(\"id\")] of OffTrac.Sdk";
        }

        if (!IsId(_id))
        {
            return $"has the plugin id \"{_id}\"; allowed are lower-case letters, digits, \".\" and \"-\"";
        }

        if (_problem is not null)
        {
            return _problem;
        }

        var version = PluginVersion.TryParse(_informationalVersion, out var informational)
            ? informational
            : PluginVersion.From(reader.GetAssemblyDefinition().Version);
        metadata = new PluginMetadata
        {
            Id = _id,
            Version = version,
            Description = _description,
            SdkVersion = sdk,
            Requires = _requires,
            Exports = _exports,
            CommandWords = _words,
            WordsForAllPlugins = _wordsForAllPlugins,
            Components = ReadComponents(version),
        };
        return DuplicateComponent(metadata.Components);
    }

    private Version? SdkVersion()
    {
        foreach (var handle in reader.AssemblyReferences)
        {
            var reference = reader.GetAssemblyReference(handle);
            if (reader.StringComparer.Equals(reference.Name, SharedAssemblies.Sdk))
            {
                return reference.Version;
            }
        }

        return null;
    }

    private void ReadAssemblyAttributes()
    {
        foreach (var handle in reader.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            switch (NameOf(attribute))
            {
                case ComponentsNamespace + nameof(PluginAttribute):
                    var plugin = attribute.DecodeValue(s_types);
                    _id = Text(plugin, 0);
                    _description = Named<string>(plugin, nameof(PluginAttribute.Description));
                    break;
                case ComponentsNamespace + nameof(PluginRequiresAttribute):
                    AddRequirement(attribute.DecodeValue(s_types));
                    break;
                case ComponentsNamespace + nameof(PluginExportsAttribute):
                    AddExport(Text(attribute.DecodeValue(s_types), 0));
                    break;
                case ComponentsNamespace + nameof(PluginCommandAttribute):
                    AddCommand(attribute.DecodeValue(s_types));
                    break;
                case "System.Reflection.AssemblyInformationalVersionAttribute":
                    _informationalVersion = Text(attribute.DecodeValue(s_types), 0);
                    break;
            }
        }
    }

    private void AddCommand(CustomAttributeValue<string> value)
    {
        _words.Add(Text(value, 0));
        if (Named<bool>(value, nameof(PluginCommandAttribute.NeedsAllPlugins)))
        {
            _wordsForAllPlugins.Add(Text(value, 0));
        }
    }

    private void AddRequirement(CustomAttributeValue<string> value)
    {
        var id = Text(value, 0);
        var versions = Text(value, 1);
        if (VersionInterval.TryParse(versions, out var interval))
        {
            _requires.Add(new PluginRequirement(id, interval));
        }
        else
        {
            _problem ??= $"requires {id} in the versions \"{versions}\"; allowed is an interval such as [1.0,2.0) or 1.5";
        }
    }

    private void AddExport(string assembly)
    {
        if (assembly.Length == 0 || assembly.AsSpan().IndexOfAny('/', '\\', ':') >= 0 || assembly.StartsWith('.'))
        {
            _problem ??= $"exports \"{assembly}\"; allowed is the simple name of an assembly, without folder";
        }
        else
        {
            _exports.Add(assembly);
        }
    }

    private List<PluginComponent> ReadComponents(PluginVersion version)
    {
        var components = new List<PluginComponent>();
        foreach (var handle in reader.TypeDefinitions)
        {
            foreach (var attributeHandle in reader.GetTypeDefinition(handle).GetCustomAttributes())
            {
                var attribute = reader.GetCustomAttribute(attributeHandle);
                if (NameOf(attribute) == ComponentsNamespace + nameof(ComponentAttribute))
                {
                    components.Add(Component(handle, attribute.DecodeValue(s_types), version));
                }
            }
        }

        components.Sort(static (left, right) => string.CompareOrdinal(left.Description.Name, right.Description.Name));
        return components;
    }

    private PluginComponent Component(TypeDefinitionHandle type, CustomAttributeValue<string> value, PluginVersion version) => new()
    {
        TypeName = MetadataNames.Of(reader, type),
        Description = new ComponentDescription
        {
            Name = Text(value, 0),
            Plugin = _id ?? "",
            PluginVersion = version.ToString(),
            Scope = (ComponentScope)Named<int>(value, nameof(ComponentAttribute.Scope)),
            Delivery = (Delivery)Named<int>(value, nameof(ComponentAttribute.Delivery)),
            DeliveryOption = Named<string>(value, nameof(ComponentAttribute.DeliveryOption)),
            Foreign = Named<bool>(value, nameof(ComponentAttribute.Foreign)),
            ExtensionPoints = ExtensionPoints(type),
        },
    };

    // Interfaces of the base class library are no extension points; of others we can't know more from this file alone.
    private List<string> ExtensionPoints(TypeDefinitionHandle type)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        for (EntityHandle current = type; current.Kind == HandleKind.TypeDefinition;)
        {
            var definition = reader.GetTypeDefinition((TypeDefinitionHandle)current);
            foreach (var implementation in definition.GetInterfaceImplementations())
            {
                AddExtensionPoint(reader.GetInterfaceImplementation(implementation).Interface, names);
            }

            current = definition.BaseType.IsNil ? default(EntityHandle) : definition.BaseType;
            if (current.IsNil)
            {
                break;
            }
        }

        return [.. names];
    }

    private void AddExtensionPoint(EntityHandle @interface, SortedSet<string> names)
    {
        if (@interface.Kind == HandleKind.TypeReference)
        {
            var reference = (TypeReferenceHandle)@interface;
            var assembly = MetadataNames.AssemblyOf(reader, reference);
            if (assembly is not null && !SharedAssemblies.IsFramework(assembly))
            {
                names.Add(reader.GetString(reader.GetTypeReference(reference).Name));
            }
        }
        else if (@interface.Kind == HandleKind.TypeDefinition)
        {
            names.Add(reader.GetString(reader.GetTypeDefinition((TypeDefinitionHandle)@interface).Name));
        }
    }

    private string? NameOf(CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
        {
            return null;
        }

        var parent = reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference)
        {
            return null;
        }

        var name = MetadataNames.Of(reader, (TypeReferenceHandle)parent);
        return name.StartsWith(ComponentsNamespace, StringComparison.Ordinal)
            && MetadataNames.AssemblyOf(reader, (TypeReferenceHandle)parent) != SharedAssemblies.Sdk
            ? null
            : name;
    }

    private static string? DuplicateComponent(IReadOnlyList<PluginComponent> components)
    {
        for (var i = 1; i < components.Count; i++)
        {
            if (string.Equals(components[i - 1].Description.Name, components[i].Description.Name, StringComparison.OrdinalIgnoreCase))
            {
                return $"has two components named {components[i].Description.Name}: "
                    + $"{components[i - 1].TypeName} and {components[i].TypeName}";
            }
        }

        return null;
    }

    private static bool IsId(string id) =>
        id.Length is > 0 and <= 100 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');

    private static string Text(CustomAttributeValue<string> value, int index) =>
        index < value.FixedArguments.Length ? value.FixedArguments[index].Value as string ?? "" : "";

    private static T? Named<T>(CustomAttributeValue<string> value, string name)
    {
        foreach (var argument in value.NamedArguments)
        {
            if (argument.Name == name && argument.Value is T found)
            {
                return found;
            }
        }

        return default;
    }
}
