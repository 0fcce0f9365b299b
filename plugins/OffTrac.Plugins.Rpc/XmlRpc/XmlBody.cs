using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using OffTrac.Plugins.Rpc.Wire;

namespace OffTrac.Plugins.Rpc.XmlRpc;

/// <summary>Opens bodies of XML: no document types, no entities but XML's own, nothing from elsewhere.</summary>
internal static partial class XmlBody
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
        var context = new XmlParserContext(names, new AnyPrefix(names), null, XmlSpace.None);
        return CodePageOf(body) is { } encoding
            ? XmlReader.Create(new StreamReader(body, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true), s_settings, context)
            : XmlReader.Create(body, s_settings, context);
    }

    /// <summary>The code page that the declaration names, such as windows-1252, which .NET reads only when asked; null for all others.</summary>
    private static Encoding? CodePageOf(Stream body)
    {
        Span<byte> first = stackalloc byte[128];
        var count = body.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        body.Position = 0;
        var declared = EncodingPattern().Match(Encoding.Latin1.GetString(first[..count]));
        return declared.Success ? CodePagesEncodingProvider.Instance.GetEncoding(declared.Groups["name"].Value) : null;
    }

    [GeneratedRegex("""^<\?xml [^>]*encoding=["'](?<name>[A-Za-z0-9._-]+)["']""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EncodingPattern();

    /// <summary>Clients write <c>ex:nil</c> without saying what <c>ex</c> is, and only the part behind the colon counts.</summary>
    private sealed class AnyPrefix(XmlNameTable names) : XmlNamespaceManager(names)
    {
        public override string? LookupNamespace(string prefix) => base.LookupNamespace(prefix) ?? NameTable!.Add("urn:" + prefix);
    }
}
