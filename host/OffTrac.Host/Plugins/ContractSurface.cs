using System.Reflection;
using System.Reflection.Metadata;

namespace OffTrac.Host.Plugins;

/// <summary>The types and members that an assembly offers to plugins: the SDK's, or an exported contract's.</summary>
internal sealed class ContractSurface
{
    private readonly Dictionary<string, SurfaceType> _types = new(StringComparer.Ordinal);

    private ContractSurface(MetadataReader reader)
    {
        foreach (var handle in reader.TypeDefinitions)
        {
            _types[MetadataNames.Of(reader, handle)] = SurfaceType.Read(reader, handle);
        }

        foreach (var handle in reader.ExportedTypes)
        {
            var type = reader.GetExportedType(handle);
            _types.TryAdd(reader.GetString(type.Namespace) + "." + reader.GetString(type.Name), SurfaceType.Elsewhere);
        }
    }

    public static ContractSurface? Read(string path)
    {
        if (!AssemblyFile.TryOpen(path, out var file, out _))
        {
            return null;
        }

        using (file)
        {
            return new ContractSurface(file.Metadata);
        }
    }

    public SurfaceType? Find(string type) => _types.GetValueOrDefault(type);

    /// <summary>Whether the type or, within this assembly, one it derives from has the member.</summary>
    public bool HasMember(string type, string member)
    {
        for (var found = Find(type); found is not null; found = found.BaseType is null ? null : Find(found.BaseType))
        {
            if (found.IsElsewhere || found.Members.Contains(member))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Members without body that an implementation of the interface must bring, those of its base interfaces included.</summary>
    public IEnumerable<(string Interface, string Name, string Signature)> Required(string @interface)
    {
        if (Find(@interface) is not { } type)
        {
            yield break;
        }

        foreach (var (name, signature) in type.Abstract)
        {
            yield return (@interface, name, signature);
        }

        foreach (var inherited in type.Interfaces.SelectMany(Required))
        {
            yield return inherited;
        }
    }

    /// <summary>One type of the surface.</summary>
    internal sealed class SurfaceType
    {
        public static SurfaceType Elsewhere { get; } = new() { IsElsewhere = true };

        /// <summary>Forwarded to another assembly: nothing is known of it here.</summary>
        public bool IsElsewhere { get; private init; }

        public HashSet<string> Members { get; } = new(StringComparer.Ordinal);

        public List<(string Name, string Signature)> Abstract { get; } = [];

        public List<string> Interfaces { get; } = [];

        /// <summary>The class it derives from, when that is in the same assembly.</summary>
        public string? BaseType { get; private set; }

        public static SurfaceType Read(MetadataReader reader, TypeDefinitionHandle handle)
        {
            var definition = reader.GetTypeDefinition(handle);
            var type = new SurfaceType();
            if (definition.BaseType.Kind == HandleKind.TypeDefinition && !definition.BaseType.IsNil)
            {
                type.BaseType = MetadataNames.Of(reader, (TypeDefinitionHandle)definition.BaseType);
            }

            foreach (var method in definition.GetMethods().Select(reader.GetMethodDefinition))
            {
                type.AddMethod(reader, method, definition.Attributes.HasFlag(TypeAttributes.Interface));
            }

            foreach (var field in definition.GetFields().Select(reader.GetFieldDefinition))
            {
                type.Members.Add(MemberSignatures.OfField(
                    reader.GetString(field.Name), field.DecodeSignature(MemberSignatures.Provider, null)));
            }

            foreach (var implementation in definition.GetInterfaceImplementations().Select(reader.GetInterfaceImplementation))
            {
                if (implementation.Interface.Kind == HandleKind.TypeDefinition)
                {
                    type.Interfaces.Add(MetadataNames.Of(reader, (TypeDefinitionHandle)implementation.Interface));
                }
            }

            return type;
        }

        private void AddMethod(MetadataReader reader, MethodDefinition method, bool ofInterface)
        {
            var access = method.Attributes & MethodAttributes.MemberAccessMask;
            if (access is not (MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem))
            {
                return;
            }

            var name = reader.GetString(method.Name);
            var signature = MemberSignatures.OfMethod(name, method.DecodeSignature(MemberSignatures.Provider, null));
            Members.Add(signature);
            if (ofInterface && method.Attributes.HasFlag(MethodAttributes.Abstract))
            {
                Abstract.Add((name, signature));
            }
        }
    }
}
