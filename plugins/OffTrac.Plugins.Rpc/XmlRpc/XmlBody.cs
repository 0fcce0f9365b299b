using System.Xml;
using OffTrac.Plugins.Rpc.Wire;

namespace OffTrac.Plugins.Rpc.XmlRpc;

/// <summary>Opens bodies of XML: no document types, no entities but XML's own, nothing from elsewhere.</summary>
internal static class XmlBody
{
    /// <summary>A value in an array lies in three elements, one in a struct in three as well.</summary>
    public const int Depth = 3 * BodyLimits.Depth;

    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = false,
    };

    public static XmlReader Open(Stream body)
    {
        var names = new NameTable();
        return XmlReader.Create(body, s_settings, new XmlParserContext(names, new AnyPrefix(names), null, XmlSpace.None));
    }

    /// <summary>Clients write <c>ex:nil</c> without saying what <c>ex</c> is, and only the part behind the colon counts.</summary>
    private sealed class AnyPrefix(XmlNameTable names) : XmlNamespaceManager(names)
    {
        public override string? LookupNamespace(string prefix) => base.LookupNamespace(prefix) ?? NameTable!.Add("urn:" + prefix);
    }
}
