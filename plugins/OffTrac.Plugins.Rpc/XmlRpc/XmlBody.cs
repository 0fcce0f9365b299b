using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using OffTrac.Plugins.Rpc.Calls;
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

    /// <summary>.NET's reader puts question marks where a byte is no ASCII.</summary>
    private static readonly Encoding s_ascii = Encoding.GetEncoding("us-ascii", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    /// <exception cref="MalformedRequestException">It is of an encoding that nobody reads.</exception>
    public static XmlReader Open(Stream body)
    {
        var names = new NameTable();
        var context = new XmlParserContext(names, new AnyPrefix(names), null, XmlSpace.None);
        Span<byte> first = stackalloc byte[128];
        first = first[..body.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)];
        body.Position = 0;
        if (IsUcs4(first))
            throw new MalformedRequestException("not well-formed (invalid token): line 1, column 0");
        return CodePageOf(first) is { } encoding
            ? XmlReader.Create(new StreamReader(body, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true), s_settings, context)
            : XmlReader.Create(body, s_settings, context);
    }

    /// <summary>Four bytes a character, in whatever order (XML 1.0, appendix F): Expat reads none of these, and .NET's reader breaks on them.</summary>
    private static bool IsUcs4(ReadOnlySpan<byte> first) =>
        first.Length >= 4 && first[..4].Count((byte)0) >= 2 && (first[..4].Count((byte)0) == 3 || first[..4].Contains((byte)0xFE));

    /// <summary>The code page that the declaration names, such as windows-1252, which .NET reads only when asked; null for what it reads anyway.</summary>
    private static Encoding? CodePageOf(ReadOnlySpan<byte> first)
    {
        var declared = EncodingPattern().Match(Encoding.Latin1.GetString(first));
        var name = declared.Groups["name"].Value;
        switch (declared.Success ? name.ToUpperInvariant() : "UTF-8")
        {
            case "UTF-8" or "UTF8" or "UTF-16" or "ISO-8859-1" or "LATIN1":
                return null;
            case "US-ASCII" or "ASCII":
                return s_ascii;
        }
        return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? throw new MalformedRequestException($"unknown encoding: {name}");
    }

    [GeneratedRegex("""^<\?xml [^>]*encoding=["'](?<name>[A-Za-z0-9._-]+)["']""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EncodingPattern();

    /// <summary>Clients write <c>ex:nil</c> without saying what <c>ex</c> is, and only the part behind the colon counts.</summary>
    private sealed class AnyPrefix(XmlNameTable names) : XmlNamespaceManager(names)
    {
        public override string? LookupNamespace(string prefix) => base.LookupNamespace(prefix) ?? NameTable!.Add("urn:" + prefix);
    }
}
