using System.Globalization;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Versions of pages as calls give them.</summary>
internal static class WikiVersion
{
    /// <summary>A version; null for the latest, which is also what a text without a number means. 0 is a version that no page has.</summary>
    /// <exception cref="RpcFaultException">It can't be a number.</exception>
    public static int? Of(RpcCall call, int index) => call.Argument(index) switch
    {
        null => null,
        RpcText { Value.Length: 0 } => throw new RpcFaultException("The version is empty; a number is needed."),
        RpcText text when text.ToInteger() is null => null,
        { } value when value.ToInteger() is { } number && number >= long.MinValue && number <= long.MaxValue => number >= 0 && number <= int.MaxValue ? (int)number : 0,
        { } value => throw new RpcFaultException(
            string.Create(CultureInfo.InvariantCulture, $"The version is {value.TypeName}; a number is needed.")),
    };
}
