using System.Text;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Calls;

/// <summary>A method's parameters and types as people and programs are told of them.</summary>
internal static class RpcSignature
{
    /// <summary>Such as <c>string wiki.getPage(string pagename, int version=None)</c>.</summary>
    public static string Line(string name, RpcMethod method)
    {
        var text = new StringBuilder().Append(NameOf(method.Returns)).Append(' ').Append(name).Append('(');
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            var parameter = method.Parameters[i];
            text.Append(i == 0 ? "" : ", ").Append(NameOf(parameter.Type)).Append(' ').Append(parameter.Name);
            if (parameter.DefaultText is { } value)
                text.Append('=').Append(value);
        }
        return text.Append(')').ToString();
    }

    /// <summary>Each form of the call, such as <c>string,string,int</c>: the type of the answer first.</summary>
    public static IEnumerable<string> Forms(RpcMethod method)
    {
        if (method.Signatures is { } signatures)
            return signatures.Select(signature => string.Join(',', signature.Select(NameOf)));
        var least = method.Parameters.Count(parameter => parameter.DefaultText is null);
        return Enumerable.Range(least, method.Parameters.Count - least + 1)
            .Select(count => string.Join(',', method.Parameters.Take(count).Select(parameter => NameOf(parameter.Type)).Prepend(NameOf(method.Returns))));
    }

    private static string NameOf(RpcType type) => type switch
    {
        RpcType.Int => "int",
        RpcType.Boolean => "boolean",
        RpcType.String => "string",
        RpcType.Double => "double",
        RpcType.DateTime => "DateTime",
        RpcType.Binary => "Binary",
        RpcType.Array => "array",
        _ => "struct",
    };
}
