using System.Reflection;
using System.Reflection.Metadata;

namespace OffTrac.Host.Plugins;

/// <summary>What a class of a plugin offers as implementations of interface members.</summary>
internal static class ImplementedMembers
{
    /// <summary>
    /// Signatures of public virtual methods, and <c>Interface.Name</c> of explicit implementations, of the class and those it
    /// derives from. Null when a base class is in another assembly, where the rest may be.
    /// </summary>
    public static HashSet<string>? Of(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var members = new HashSet<string>(StringComparer.Ordinal);
        for (EntityHandle current = handle; ;)
        {
            var type = reader.GetTypeDefinition((TypeDefinitionHandle)current);
            AddMethods(reader, type, members);
            AddExplicit(reader, type, members);
            if (type.BaseType.IsNil)
            {
                return members;
            }

            if (type.BaseType.Kind != HandleKind.TypeDefinition)
            {
                return IsRoot(reader, type.BaseType) ? members : null;
            }

            current = type.BaseType;
        }
    }

    private static void AddMethods(MetadataReader reader, TypeDefinition type, HashSet<string> members)
    {
        foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition))
        {
            if ((method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public
                && method.Attributes.HasFlag(MethodAttributes.Virtual))
            {
                members.Add(MemberSignatures.OfMethod(
                    reader.GetString(method.Name), method.DecodeSignature(MemberSignatures.Provider, null)));
            }
        }
    }

    private static void AddExplicit(MetadataReader reader, TypeDefinition type, HashSet<string> members)
    {
        foreach (var implementation in type.GetMethodImplementations().Select(reader.GetMethodImplementation))
        {
            if (implementation.MethodDeclaration.Kind != HandleKind.MemberReference)
            {
                continue;
            }

            var declaration = reader.GetMemberReference((MemberReferenceHandle)implementation.MethodDeclaration);
            var parent = declaration.Parent.Kind switch
            {
                HandleKind.TypeReference => MetadataNames.Of(reader, (TypeReferenceHandle)declaration.Parent),
                _ => null,
            };
            if (parent is not null)
            {
                members.Add($"{parent}.{reader.GetString(declaration.Name)}");
            }
        }
    }

    private static bool IsRoot(MetadataReader reader, EntityHandle type) =>
        type.Kind == HandleKind.TypeReference
        && MetadataNames.Of(reader, (TypeReferenceHandle)type) is "System.Object" or "System.ValueType" or "System.Enum";
}
