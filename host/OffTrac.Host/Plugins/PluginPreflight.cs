using System.Reflection.Metadata;

namespace OffTrac.Host.Plugins;

/// <summary>
/// Checks before loading that a plugin can work on this host: the SDK's version, each type and member that it takes from the SDK
/// and from exported contracts, and the copies of shared assemblies that it ships.
/// </summary>
internal sealed class PluginPreflight
{
    private const int MostNamed = 8;

    private static readonly Lazy<ContractSurface> s_sdk = new(
        static () => ContractSurface.Read(SharedAssemblies.SdkAssembly.Location)
            ?? throw new InvalidOperationException("The host's OffTrac.Sdk.dll can't be read."));

    private readonly Dictionary<string, ContractSurface> _surfaces = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _warnings = [];
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);

    /// <summary>Prepares the check of one plugin.</summary>
    /// <param name="contracts">Paths of the contract assemblies that it shares, by simple name.</param>
    public PluginPreflight(IEnumerable<KeyValuePair<string, string>> contracts)
    {
        _surfaces.Add(SharedAssemblies.Sdk, s_sdk.Value);
        foreach (var (name, path) in contracts)
        {
            if (ContractSurface.Read(path) is { } surface)
            {
                _surfaces[name] = surface;
            }
        }
    }

    /// <summary>What is odd about the plugin, but no reason not to load it.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Checks a plugin.</summary>
    /// <param name="metadata">What it says of itself.</param>
    /// <param name="directory">Its files.</param>
    /// <param name="name">Name of its main assembly.</param>
    /// <returns>Why it can't work, in one line; null when it can.</returns>
    public string? Check(PluginMetadata metadata, string directory, string name)
    {
        if (WrongSdk(metadata.SdkVersion) is { } wrong)
        {
            return wrong;
        }

        if (!File.Exists(Path.Combine(directory, name + ".deps.json")))
        {
            _warnings.Add($"there is no {name}.deps.json: its libraries are those that lie beside it");
        }

        foreach (var export in metadata.Exports)
        {
            if (!File.Exists(Path.Combine(directory, export + ".dll")))
            {
                return $"exports {export}, but there is no {export}.dll in its folder";
            }
        }

        foreach (var file in Directory.EnumerateFiles(directory, "*.dll").Order(StringComparer.Ordinal))
        {
            if (CheckFile(file) is { } problem)
            {
                return problem;
            }
        }

        return _missing.Count == 0 ? null : DescribeMissing(metadata.SdkVersion);
    }

    private static string? WrongSdk(Version built)
    {
        var host = SharedAssemblies.SdkAssembly.GetName().Version!;
        return built.Major == host.Major
            ? null
            : $"was built on OffTrac.Sdk {Short(built)}, and this host has {Short(host)}: "
                + (built.Major > host.Major ? "a newer host is needed" : "the plugin must be built anew");
    }

    private static string Short(Version version) => version.ToString(2);

    private string? CheckFile(string path)
    {
        var file = Path.GetFileName(path);
        var name = Path.GetFileNameWithoutExtension(path);
        if (name.Equals(SharedAssemblies.Sdk, StringComparison.OrdinalIgnoreCase) || SharedAssemblies.IsHostPrivate(name))
        {
            _warnings.Add($"{file} in its folder is ignored: "
                + (SharedAssemblies.IsHostPrivate(name) ? "it belongs to the host" : "the host brings the SDK"));
            return null;
        }

        if (!AssemblyFile.TryOpen(path, out var assembly, out _))
        {
            // A native library, or one that nothing may ever ask for.
            return null;
        }

        using (assembly)
        {
            return SharedAssemblies.IsUnified(name)
                ? NewerThanHosts(assembly.Metadata, name, file)
                : CheckReferences(assembly.Metadata, file);
        }
    }

    private static string? NewerThanHosts(MetadataReader reader, string name, string file)
    {
        if (!reader.IsAssembly || !SharedAssemblies.IsFramework(name))
        {
            return null;
        }

        var hosts = System.Reflection.AssemblyName.GetAssemblyName(SharedAssemblies.FrameworkPath(name)).Version!;
        var own = reader.GetAssemblyDefinition().Version;
        return own <= hosts
            ? null
            : $"ships {file} {own}, but plugins share the host's {SharedAssemblies.FrameworkPath(name)}, which is {hosts}";
    }

    private string? CheckReferences(MetadataReader reader, string file)
    {
        foreach (var reference in reader.AssemblyReferences.Select(reader.GetAssemblyReference))
        {
            var name = reader.GetString(reference.Name);
            if (SharedAssemblies.IsHostPrivate(name))
            {
                return $"{file} uses {name}, which is the host's own; plugins use {SharedAssemblies.Sdk} only";
            }
        }

        foreach (var handle in reader.TypeReferences)
        {
            CheckType(reader, handle);
        }

        foreach (var member in reader.MemberReferences.Select(reader.GetMemberReference))
        {
            CheckMember(reader, member);
        }

        foreach (var type in reader.TypeDefinitions)
        {
            CheckImplementations(reader, type);
        }

        return null;
    }

    private void CheckType(MetadataReader reader, TypeReferenceHandle handle)
    {
        if (SurfaceOf(reader, handle) is { } surface && surface.Find(MetadataNames.Of(reader, handle)) is null)
        {
            _missing.Add(MetadataNames.Of(reader, handle));
        }
    }

    private void CheckMember(MetadataReader reader, MemberReference member)
    {
        if (TypeOf(reader, member.Parent) is not { } parent || SurfaceOf(reader, parent) is not { } surface)
        {
            return;
        }

        var type = MetadataNames.Of(reader, parent);
        var name = reader.GetString(member.Name);
        var signature = member.GetKind() == MemberReferenceKind.Method
            ? MemberSignatures.OfMethod(name, member.DecodeMethodSignature(MemberSignatures.Provider, null))
            : MemberSignatures.OfField(name, member.DecodeFieldSignature(MemberSignatures.Provider, null));
        if (surface.Find(type) is not null && !surface.HasMember(type, signature))
        {
            _missing.Add($"{type}.{Readable(name)}");
        }
    }

    private void CheckImplementations(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        if (type.Attributes.HasFlag(System.Reflection.TypeAttributes.Interface))
        {
            return;
        }

        var implemented = new Lazy<HashSet<string>?>(() => ImplementedMembers.Of(reader, handle));
        foreach (var implementation in type.GetInterfaceImplementations().Select(reader.GetInterfaceImplementation))
        {
            if (implementation.Interface.Kind != HandleKind.TypeReference
                || SurfaceOf(reader, (TypeReferenceHandle)implementation.Interface) is not { } surface)
            {
                continue;
            }

            foreach (var (@interface, name, signature) in surface.Required(MetadataNames.Of(reader, (TypeReferenceHandle)implementation.Interface)))
            {
                if (implemented.Value is { } members && !members.Contains(signature) && !members.Contains($"{@interface}.{name}"))
                {
                    _missing.Add($"{MetadataNames.Of(reader, handle)}'s implementation of {@interface}.{Readable(name)}");
                }
            }
        }
    }

    private ContractSurface? SurfaceOf(MetadataReader reader, TypeReferenceHandle type) =>
        MetadataNames.AssemblyOf(reader, type) is { } assembly ? _surfaces.GetValueOrDefault(assembly) : null;

    private static TypeReferenceHandle? TypeOf(MetadataReader reader, EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeReference)
        {
            return (TypeReferenceHandle)parent;
        }

        if (parent.Kind != HandleKind.TypeSpecification)
        {
            return null;
        }

        // A member of a generic type's instance: ELEMENT_TYPE_GENERICINST, CLASS or VALUETYPE, the type (ECMA-335 II.23.2.12).
        var blob = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        blob.ReadCompressedInteger();
        var generic = blob.ReadTypeHandle();
        return generic.Kind == HandleKind.TypeReference ? (TypeReferenceHandle)generic : null;
    }

    private static string Readable(string member) =>
        member == ".ctor" ? "constructor"
        : member.StartsWith("get_", StringComparison.Ordinal) || member.StartsWith("set_", StringComparison.Ordinal) ? member[4..]
        : member;

    private string DescribeMissing(Version built)
    {
        var named = string.Join(", ", _missing.Take(MostNamed));
        var more = _missing.Count > MostNamed ? $" and {_missing.Count - MostNamed} more" : "";
        return $"was built on another SDK or contract ({SharedAssemblies.Sdk} {Short(built)}); this host lacks: {named}{more}";
    }
}
