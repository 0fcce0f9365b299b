using System.Text;

namespace OffTrac.Plugins.Rpc.Tests.Fuzzing;

/// <summary>Bodies that begin as good ones and are then damaged; the same for the same seed.</summary>
internal sealed class FuzzedBodies(int seed)
{
    private static readonly byte[][] s_xml =
    [
        Bytes("<?xml version='1.0'?>\n<methodCall><methodName>system.getAPIVersion</methodName><params/></methodCall>"),
        Bytes("<?xml version='1.0' encoding='utf-8'?><methodCall><methodName>system.methodHelp</methodName><params><param><value><string>system.multicall ümläut 票 🚢</string></value></param></params></methodCall>"),
        Bytes("""
            <methodCall><methodName>system.multicall</methodName><params><param><value><array><data>
            <value><struct><member><name>methodName</name><value><string>system.methodSignature</string></value></member><member><name>params</name><value><array><data><value>system.listMethods</value></data></array></value></member></struct></value>
            <value><struct><member><name>methodName</name><value>system.getAPIVersion</value></member><member><name>params</name><value><array><data/></array></value></member></struct></value>
            </data></array></value></param></params></methodCall>
            """),
        Bytes("""
            <methodCall><methodName>system.methodHelp</methodName><params><param><value><struct>
            <member><name>a</name><value><int>-12</int></value></member><member><name>b</name><value><double>1.5e3</double></value></member><member><name>c</name><value><boolean>1</boolean></value></member>
            <member><name>d</name><value><dateTime.iso8601>20240101T12:30:00</dateTime.iso8601></value></member><member><name>e</name><value><base64>aGVsbG8gd29ybGQ=</base64></value></member><member><name>f</name><value><nil/></value></member>
            </struct></value></param></params></methodCall>
            """),
    ];

    private static readonly byte[][] s_json =
    [
        Bytes("""{"method": "system.getAPIVersion", "params": [], "id": 1}"""),
        Bytes("""{"method": "system.methodHelp", "params": ["system.multicall ümläut 票 🚢 \ud83d\udea2 \n\t\\ \""], "id": {"a": [1, null, true]}}"""),
        Bytes("""{"method": "system.multicall", "params": [{"method": "system.methodSignature", "params": ["system.listMethods"], "id": 7}, {"method": "no.such", "params": [1.5e3]}], "id": "outer"}"""),
        Bytes("""{"method": "system.methodHelp", "params": [{"a": -12, "b": 1.5E-3, "c": true, "d": {"__jsonclass__": ["datetime", "2024-01-01T12:30:00.5+02:00"]}, "e": {"__jsonclass__": ["binary", "aGVsbG8gd29ybGQ="]}, "f": null}], "id": 1}"""),
    ];

    private static readonly byte[][] s_fragments =
    [
        .. new[]
        {
            "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;&x;&x;\"><!ENTITY z \"&y;&y;&y;&y;\">]>", "&z;", "&x;", "<!ENTITY % p SYSTEM \"file:///etc/passwd\">%p;", "<![CDATA[", "]]>", "<!--", "-->", "<?xml", "?>", "<value>", "</value>",
            "<array><data>", "</data></array>", "<struct>", "<member>", "<base64>", "<int>", "<i8>99999999999999999999999999</i8>", "<double>1e999</double>", "&#0;", "&#xD800;", "&#x10FFFF;", "\0", "\u007F", "\uFFFE", "xmlns:a=''", "encoding='utf-7'", "encoding='utf-16'",
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\ud800", "\\udc00\\ud800", "\\u00", "NaN", "-Infinity", "1e400", "-", "0.", "null", "{\"__jsonclass__\":", "[\"binary\",", "[\"datetime\",", "\"id\":", "system.multicall", "system.", "ticket.get", "wiki.getPage",
        }.Select(Bytes),
        Enumerable.Repeat((byte)'9', 5000).ToArray(), Repeat("[", 300), Repeat("{\"a\":", 300), Repeat("<value><array><data>", 200), Repeat("<a>", 2000),
        [0xFF], [0xFE, 0xFF], [0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xEF, 0xBB, 0xBF], [0, 0, 0xFE, 0xFF],
    ];

    // The same bodies each time: a failure can be repeated.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    public byte[] Next(bool isXml)
    {
        var bases = isXml ? s_xml : s_json;
        List<byte> body = [.. bases[_random.Next(bases.Length)]];
        for (var damage = Math.Max(0, _random.Next(6) - 3); damage >= 0; damage--)
            Damage(body, bases);
        return [.. body];
    }

    private void Damage(List<byte> body, byte[][] bases)
    {
        var at = _random.Next(body.Count + 1);
        switch (_random.Next(8))
        {
            case 0 or 1 when body.Count > 0:
                body[_random.Next(body.Count)] ^= (byte)(1 << _random.Next(8));
                break;
            case 2:
                body.RemoveRange(at, body.Count - at);
                break;
            case 3:
                body.RemoveRange(at, Math.Min(_random.Next(40), body.Count - at));
                break;
            case 4:
                body.InsertRange(_random.Next(body.Count + 1), body.GetRange(at, Math.Min(_random.Next(200), body.Count - at)));
                break;
            case 5:
                var noise = new byte[_random.Next(20)];
                _random.NextBytes(noise);
                body.InsertRange(at, noise);
                break;
            case 6:
                var other = bases[_random.Next(bases.Length)];
                body.RemoveRange(at, body.Count - at);
                body.AddRange(other[_random.Next(other.Length)..]);
                break;
            default:
                body.InsertRange(at, s_fragments[_random.Next(s_fragments.Length)]);
                break;
        }
    }
#pragma warning restore CA5394

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Repeat(string text, int count) => Bytes(string.Concat(Enumerable.Repeat(text, count)));
}
