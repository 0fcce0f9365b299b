using OffTrac.Sdk.Testing;

namespace OffTrac.Plugins.Rpc.Tests.XmlRpc;

/// <summary>XML-RPC beyond what was recorded: what a server may not let a client do.</summary>
public sealed class XmlRpcTests(ServedEnvironment served) : IClassFixture<ServedEnvironment>
{
    private const string Version =
        "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value><array><data>\n<value><int>1</int></value>\n<value><int>2</int></value>\n"
        + "<value><int>0</int></value>\n</data></array></value>\n</param>\n</params>\n</methodResponse>\n";

    private readonly TestEnvironment _environment = served.Environment;

    [Theory]
    [InlineData("<methodCall><methodName>system.getAPIVersion</methodName></methodCall>")]
    [InlineData("<methodCall><methodName>system.<!-- a remark -->getAPI<![CDATA[Version]]></methodName><params/></methodCall>")]
    [InlineData("<any:thing><any:methodName>system.getAPIVersion</any:methodName></any:thing>")]
    public async Task A_call_is_answered_letter_by_letter_as_Python_writes_it(string body)
    {
        var answer = await _environment.XmlAsync(body);

        Assert.Equal((200, "text/xml", Version), (answer.Status, answer.ContentType, answer.Body));
    }

    [Theory]
    [InlineData("<!DOCTYPE methodCall [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><methodCall><methodName>&a;</methodName></methodCall>", "document types are not taken: line 1")]
    [InlineData("<methodCall><methodName>&nbsp;</methodName></methodCall>", "undefined entity: line 1, column 24")]
    [InlineData("<methodCall><methodName>x</methodName><params><param><value><int>1</int><foo/></value></param></params></methodCall>", "not found")]
    [InlineData("<methodCall><methodName>x</methodName><params><param><value><foo/></value></param></params></methodCall>", "unknown tag 'foo'")]
    [InlineData("<methodCall><methodName>x</methodName><params><param><value><struct><member><name>a</name></member></struct></value></param></params></methodCall>", "lacks")]
    [InlineData("<methodCall><methodName>x</methodName><params><param><value><dateTime.iso8601>20240230T00:00:00</dateTime.iso8601></value></param></params></methodCall>", "does not match format")]
    [InlineData("<methodCall><methodName>x</methodName><params><param><value><base64>YQ</base64></value></param></params></methodCall>", "Incorrect padding")]
    [InlineData("<methodCall><methodName>x</methodName><params><param><value><double>one</double></value></param></params></methodCall>", "float")]
    [InlineData("<?xml version='1.0' encoding='klingon'?><methodCall/>", "unknown encoding")]
    [InlineData("<?xml version='1.0' encoding='US-ASCII'?><methodCall><methodName>Möve</methodName></methodCall>", "not well-formed (invalid token)")]
    [InlineData("\n  <?xml version='1.0'?>\n<methodCall/>", "XML or text declaration not at start of entity: line 2, column 2")]
    [InlineData("<methodCall><methodName>x</methodName></methodCall><a/>", "junk after document element: line 1, column 51")]
    [InlineData("<methodCall><methodName>x</methodCall></methodName>", "mismatched tag: line 1, column 27")]
    [InlineData("<methodCall><methodName>x", "no element found: line 1, column 25")]
    [InlineData("<methodCall><methodName a='1' a='2'>x", "duplicate attribute: line 1, column")]
    [InlineData("hello", "syntax error: line 1, column 0")]
    [InlineData("<a/>", "methodCall")]
    public async Task What_is_no_call_gets_a_fault_that_says_why(string body, string words)
    {
        var answer = await _environment.XmlAsync(body);

        Assert.Equal(200, answer.Status);
        Assert.Contains("<name>faultCode</name>\n<value><int>-32", answer.Body, StringComparison.Ordinal);
        Assert.Contains(words, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0000FEFF")]
    [InlineData("FFFE0000")]
    [InlineData("0000FFFE")]
    [InlineData("FEFF0000")]
    [InlineData("0000003C")]
    [InlineData("3C000000")]
    [InlineData("00003C00")]
    [InlineData("003C0000")]
    [InlineData("FFFE3C00")]
    [InlineData("FEFF003C")]
    [InlineData("3C003F00")]
    [InlineData("EFBBBF3C")]
    [InlineData("4C6FA794")]
    public async Task Whatever_encoding_the_first_bytes_speak_of_there_is_a_fault(string first)
    {
        foreach (var rest in new[] { "", "\u003CmethodCall>", " \u003C?xml version='1.0' encoding='utf-32'?><a/>" })
        {
            byte[] body = [.. Convert.FromHexString(first), .. System.Text.Encoding.UTF8.GetBytes(rest)];
            var answer = await _environment.SendAsync("rpc", "text/xml", body);
            Assert.Equal(200, answer.Status);
            Assert.Contains("-32700", answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("utf-32")]
    [InlineData("ucs-4")]
    [InlineData("utf-16")]
    [InlineData("x-mac-roman")]
    public async Task A_declaration_of_a_wrong_encoding_gets_a_fault(string encoding)
    {
        foreach (var space in new[] { 1, 200 })
        {
            var answer = await _environment.XmlAsync($"<?xml version='1.0'{new string(' ', space)}encoding='{encoding}'?><methodCall>\u00e9</methodCall>");
            Assert.Equal(200, answer.Status);
            Assert.Contains("-32700", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_code_page_is_read_when_the_declaration_names_it()
    {
        byte[] body = [.. "<?xml version='1.0' encoding='windows-1252'?><methodCall><methodName>"u8, 0x80, .. "</methodName></methodCall>"u8];

        var answer = await _environment.SendAsync("rpc", "text/xml", body);

        Assert.Contains("RPC method \"€\" not found", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elements_in_elements_without_end_get_a_fault()
    {
        var nested = string.Concat(Enumerable.Repeat("<value><array><data>", 100_000));

        var answer = await _environment.XmlAsync($"<methodCall><methodName>x</methodName><params><param>{nested}");

        Assert.Equal(200, answer.Status);
        Assert.Contains("deeper than", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_multicall_gives_each_call_its_own_value_or_fault()
    {
        static string Call(string name, string parameters) =>
            $"<value><struct><member><name>methodName</name><value>{name}</value></member>{parameters}</struct></value>";
        const string Empty = "<member><name>params</name><value><array><data/></array></value></member>";

        var answer = await _environment.XmlAsync(
            "<methodCall><methodName>system.multicall</methodName><params><param><value><array><data>"
            + Call("system.getAPIVersion", Empty) + Call("no.such", Empty) + Call("system.getAPIVersion", "") + "<value>nothing</value>"
            + "</data></array></value></param></params></methodCall>");

        Assert.Contains("<value><array><data>\n<value><array><data>\n<value><int>1</int></value>", answer.Body, StringComparison.Ordinal);
        Assert.Contains("RPC method \"no.such\" not found", answer.Body, StringComparison.Ordinal);
        Assert.Equal(3, answer.Body.Split("faultCode").Length - 1);
    }
}
