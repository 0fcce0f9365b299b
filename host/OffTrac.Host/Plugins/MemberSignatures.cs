using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace OffTrac.Host.Plugins;

/// <summary>Writes signatures as text that is the same for a definition and a reference to it.</summary>
internal sealed class MemberSignatures : ISignatureTypeProvider<string, object?>
{
    public static MemberSignatures Provider { get; } = new();

    public static string OfMethod(string name, MethodSignature<string> signature) =>
        $"{signature.ReturnType} {name}{Arity(signature.GenericParameterCount)}({string.Join(", ", signature.ParameterTypes)})";

    public static string OfField(string name, string type) => $"{type} {name}";

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "System." + typeCode;

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        MetadataNames.Of(reader, handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        MetadataNames.Of(reader, handle);

    public string GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        $"{genericType}<{string.Join(", ", typeArguments)}>";

    public string GetGenericTypeParameter(object? genericContext, int index) => "!" + index;

    public string GetGenericMethodParameter(object? genericContext, int index) => "!!" + index;

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{new string(',', shape.Rank - 1)}]";

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPinnedType(string elementType) => elementType;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) =>
        isRequired ? $"{unmodifiedType} modreq({modifier})" : unmodifiedType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => OfMethod("*", signature);

    private static string Arity(int count) => count == 0 ? "" : "`" + count;
}
