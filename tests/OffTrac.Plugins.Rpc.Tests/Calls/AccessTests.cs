using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OffTrac.Sdk.Testing;

namespace OffTrac.Plugins.Rpc.Tests.Calls;

/// <summary>Who may call, from where, and what a browser sees.</summary>
public sealed class AccessTests(ServedEnvironment served) : IClassFixture<ServedEnvironment>
{
    private const string Version = """{"method": "system.getAPIVersion", "id": 1}""";

    private readonly TestEnvironment _environment = served.Environment;

    [Theory]
    [InlineData("login/rpc")]
    [InlineData("login/jsonrpc")]
    [InlineData("login/xmlrpc")]
    public async Task Below_login_a_password_is_asked_for_and_checked(string path)
    {
        var type = path.EndsWith("xmlrpc", StringComparison.Ordinal) ? "text/xml" : "application/json";
        using var content = new StringContent("", Encoding.UTF8, type);
        using var asked = await _environment.Http.PostAsync(path, content);
        Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);
        Assert.Contains(asked.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Basic");

        Assert.Equal(200, (await _environment.SendAsync(path, type, Encoding.UTF8.GetBytes(Version), "joe")).Status);
        using var wrong = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(Version, Encoding.UTF8, type) };
        wrong.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("joe:sam"u8));
        using var refused = await _environment.Http.SendAsync(wrong);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=utf-8")]
    [InlineData("application/json;charset=utf-16")]
    public async Task The_answer_bears_the_request_s_own_content_type(string type)
    {
        var answer = await _environment.SendAsync("rpc", type, Encoding.UTF8.GetBytes(Version));

        Assert.Equal((200, type, "{\"result\": [1, 2, 0], \"error\": null, \"id\": 1}\n"), (answer.Status, answer.ContentType, answer.Body));
    }

    [Theory]
    [InlineData("rpc", "text/plain")]
    [InlineData("rpc", "application/json-rpc")]
    [InlineData("xmlrpc", "application/json")]
    [InlineData("jsonrpc", "text/xml")]
    public async Task A_content_type_that_no_protocol_takes_there_is_refused(string path, string type)
    {
        var answer = await _environment.SendAsync(path, type, Encoding.UTF8.GetBytes(Version));

        Assert.Equal((415, "text/plain;charset=utf-8", $"No protocol matching Content-Type '{type}' at path '/{path}'."), (answer.Status, answer.ContentType, answer.Body));
    }

    [Theory]
    [InlineData("ticket.delete", "[1]", "TICKET_ADMIN", " on Ticket #1")]
    [InlineData("wiki.putPage", "[\"RecentPage\", \"x\", {}]", "WIKI_MODIFY", " on RecentPage")]
    [InlineData("wiki.putAttachment", "[\"RecentPage/x\", {\"__jsonclass__\": [\"binary\", \"YQ==\"]}]", "ATTACHMENT_CREATE", "")]
    [InlineData("ticket.deleteAttachment", "[1, \"berth-after.txt\"]", "ATTACHMENT_DELETE", " on Attachment 'berth-after.txt' in Ticket #1")]
    [InlineData("ticket.deleteAttachment", "[1, \"\"]", "ATTACHMENT_DELETE", "")]
    public async Task Who_may_not_is_told_what_on_which_resource_in_people_s_words(string method, string arguments, string action, string where)
    {
        var answer = await _environment.JsonAsync($$"""{"method": "{{method}}", "params": {{arguments}}}""");

        Assert.Contains(
            $"\"code\": 403, \"message\": \"{action} privileges are required to perform this operation{where}. You don't have the required permissions.\"",
            answer.Body,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ticket.putAttachment", "[2, \"\", \"\", {\"__jsonclass__\": [\"binary\", \"YQ==\"]}]", "Cannot delete non-existent attachment")]
    [InlineData("ticket.putAttachment", "[2, \"\", \"\", {\"__jsonclass__\": [\"binary\", \"YQ==\"]}, false]", "An attachment needs a file name.")]
    [InlineData("ticket.deleteAttachment", "[2, \"\"]", "Cannot delete non-existent attachment")]
    public async Task An_attachment_without_a_name_is_refused(string method, string arguments, string words)
    {
        var answer = await _environment.JsonAsync($$"""{"method": "{{method}}", "params": {{arguments}}}""", "admin");

        Assert.Contains($"\"code\": -32603, \"message\": \"{words}\"", answer.Body, StringComparison.Ordinal);
        Assert.Contains("\"result\": []", (await _environment.JsonAsync("""{"method": "ticket.listAttachments", "params": [2]}""")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_another_site_calls_nothing()
    {
        var answer = await _environment.SendAsync("rpc", "application/x-www-form-urlencoded", Encoding.UTF8.GetBytes(Version));

        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task A_slash_too_many_leads_to_the_right_address()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = _environment.Http.BaseAddress };
        using var answer = await client.GetAsync("rpc/?x=1");

        Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
        Assert.Equal(new Uri(_environment.Http.BaseAddress!, "rpc?x=1"), answer.Headers.Location);
    }

    [Fact]
    public async Task A_body_beyond_the_host_s_limit_is_not_read()
    {
        using var content = new ByteArrayContent(new byte[10 * 1024 * 1024 + 1]);
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "rpc") { Content = content };
        request.Headers.ExpectContinue = true;
        using var answer = await _environment.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("Content-Length: 60\r\n\r\n{\"method\": \"system.getAPI")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n10\r\n{\"method\": ")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nxyz\r\n")]
    public async Task A_body_that_the_connection_cuts_off_is_a_bad_request(string rest)
    {
        var address = _environment.Http.BaseAddress!;
        using var client = new System.Net.Sockets.TcpClient(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /rpc HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\n{rest}"));
        client.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);

        using var reader = new StreamReader(stream);
        var answer = "";
        try
        {
            answer = await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            // Closed in the middle, the server may reset the connection before its answer has come.
        }

        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal), answer);
        Assert.Equal(200, (await _environment.JsonAsync(Version)).Status);
    }

    [Fact]
    public async Task A_body_in_chunks_is_read_as_one()
    {
        using var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(Version)));
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "rpc") { Content = content };
        request.Headers.TransferEncodingChunked = true;
        using var answer = await _environment.Http.SendAsync(request);

        Assert.Equal("{\"result\": [1, 2, 0], \"error\": null, \"id\": 1}\n", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("rpc")]
    [InlineData("xmlrpc")]
    [InlineData("jsonrpc")]
    public async Task A_browser_sees_the_protocols_and_all_methods(string path)
    {
        var page = WebUtility.HtmlDecode(await _environment.Http.GetStringAsync(path));

        var methods = await _environment.JsonAsync("""{"method": "system.listMethods"}""");
        var names = methods.Body.Split('"').Where(part => part.Contains('.', StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains($" {name}(", page, StringComparison.Ordinal));
        Assert.Contains(_environment.Http.BaseAddress + "login/xmlrpc", page, StringComparison.Ordinal);
        Assert.Contains("array system.multicall(array signatures)", page, StringComparison.Ordinal);
        Assert.Contains("<td>XML_RPC</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Descriptions_are_shown_as_wiki_text()
    {
        var page = await _environment.Http.GetStringAsync("rpc");

        Assert.Contains("takes an array of structs <code>{methodName, params}</code>; each answer", page, StringComparison.Ordinal);
        Assert.DoesNotContain("`", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_XML_RPC_nothing_is_told()
    {
        await using var strict = await TestEnvironment.StartAsync(new TestEnvironmentOptions
        {
            Plugins = ["OffTrac.Plugins.Rpc"],
            ServesHttp = true,
            Ini = "[components]\ntracrpc.* = enabled\n",
        });

        var json = await strict.JsonAsync(Version);
        Assert.Equal(
            "{\"result\": null, \"id\": 1, \"error\": {\"name\": \"JSONRPCError\", \"code\": 403, \"message\": \"XML_RPC privileges are required to perform this operation. You don't have the required permissions.\"}}\n",
            json.Body);
        var xml = await strict.XmlAsync("<methodCall><methodName>system.listMethods</methodName></methodCall>");
        Assert.Contains("<int>403</int>", xml.Body, StringComparison.Ordinal);
        using var page = await strict.Http.GetAsync("rpc");
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("XML_RPC privileges are required", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // Nobody can log in here, so that the login form knows nobody.
        var login = await strict.SendAsync("login/rpc", "application/json", Encoding.UTF8.GetBytes(Version));
        Assert.Contains("Authentication information not available", login.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_protocol_or_a_namespace_that_is_switched_off_is_not_there()
    {
        await using var environment = await RpcEnvironment.StartAsync(
            "[components]\ntracrpc.json_rpc.JsonRpcProtocol = disabled\ntracrpc.ticket.TicketRPC = disabled\n");

        Assert.Equal(415, (await environment.JsonAsync(Version)).Status);
        Assert.Equal(404, (await environment.SendAsync("jsonrpc", "application/json", Encoding.UTF8.GetBytes(Version))).Status);
        var xml = await environment.XmlAsync("<methodCall><methodName>ticket.query</methodName></methodCall>");
        Assert.Contains("RPC method \"ticket.query\" not found", xml.Body, StringComparison.Ordinal);
        var page = await environment.Http.GetStringAsync("rpc");
        Assert.DoesNotContain("id=\"JSON-RPC\"", page, StringComparison.Ordinal);
    }
}
