using OffTrac.Sdk.Testing;

namespace OffTrac.Plugins.Rpc.Tests.JsonRpc;

/// <summary>JSON-RPC beyond what was recorded: Python's JSON, and what a server may not let a client do.</summary>
public sealed class JsonRpcTests(ServedEnvironment served) : IClassFixture<ServedEnvironment>
{
    private readonly TestEnvironment _environment = served.Environment;

    [Theory]
    [InlineData("1e-7", "1e-07")]
    [InlineData("1E16", "1e+16")]
    [InlineData("123456789012345.5", "123456789012345.5")]
    [InlineData("-0.0", "-0.0")]
    [InlineData("1e999", "Infinity")]
    [InlineData("NaN", "NaN")]
    [InlineData("-Infinity", "-Infinity")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("\"\\ud83d x \\u007f é\"", "\"\\ud83d x \\u007f \\u00e9\"")]
    [InlineData("{\"b\": 1, \"a\": [], \"b\": {}}", "{\"b\": {}, \"a\": []}")]
    [InlineData("{\"__jsonclass__\": [\"datetime\", \"2024-01-01T01:02:03.1234567+02:00\"]}", "{\"__jsonclass__\": [\"datetime\", \"2023-12-31T23:02:03.123456\"]}")]
    [InlineData("{\"__jsonclass__\": [\"binary\", \"YWJ\\u006a!\"]}", "{\"__jsonclass__\": [\"binary\", \"YWJj\"]}")]
    public async Task The_mark_comes_back_as_Python_writes_it(string id, string expected)
    {
        var answer = await _environment.JsonAsync($$"""{"method": "system.getAPIVersion", "id": {{id}}}""");

        Assert.Equal($$"""{"result": [1, 2, 0], "error": null, "id": {{expected}}}""" + "\n", answer.Body);
    }

    [Theory]
    [InlineData("{\"method\": \"system.getAPIVersion\", \"id\": 01}", -32700)]
    [InlineData("{\"method\": \"system.getAPIVersion\", \"id\": \"\\x\"}", -32700)]
    [InlineData("{\"method\": \"system.getAPIVersion\", \"id\": \"\t\"}", -32700)]
    [InlineData("{\"method\": \"system.getAPIVersion\"} x", -32700)]
    [InlineData("{\"id\": {\"__jsonclass__\": [\"datetime\", \"2024-02-30\"]}}", -32700)]
    [InlineData("{\"id\": {\"__jsonclass__\": [\"binary\", \"Y\"]}}", -32700)]
    [InlineData("{\"method\": \"ticket.query\", \"params\": [\"\\ud83d\"]}", -32603)]
    [InlineData("{\"method\": \"system.methodHelp\", \"params\": 5}", -32603)]
    [InlineData("{\"method\": null}", -32603)]
    public async Task What_is_no_call_gets_an_error(string body, int code)
    {
        var answer = await _environment.JsonAsync(body);

        Assert.Equal(200, answer.Status);
        Assert.Contains($"\"code\": {code}, ", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('[', "deeper than")]
    [InlineData('9', "4300 digits")]
    public async Task Depth_and_digits_have_their_limits(char c, string words)
    {
        var answer = await _environment.JsonAsync($$"""{"method": "system.getAPIVersion", "id": {{new string(c, 1_000_000)}}}""");

        Assert.Contains(words, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_number_of_values_has_its_limit()
    {
        var many = string.Join(',', Enumerable.Repeat("{}", 300_000));

        var answer = await _environment.JsonAsync($$"""{"method": "system.getAPIVersion", "id": [{{many}}]}""");

        Assert.Contains("more than 250000 values", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_answer_comes_whole()
    {
        var text = string.Concat(Enumerable.Repeat("a\"ö🚢", 100_000));

        var answer = await _environment.JsonAsync($$"""{"method": "system.getAPIVersion", "id": "{{text.Replace("\"", "\\\"", StringComparison.Ordinal)}}"}""");

        using var parsed = System.Text.Json.JsonDocument.Parse(answer.Body);
        Assert.Equal(text, parsed.RootElement.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_multicall_in_a_multicall_gives_its_faults_as_XML_RPC_does()
    {
        var answer = await _environment.JsonAsync(
            """{"method": "system.multicall", "params": [{"method": "system.multicall", "params": [[{"methodName": "no.such", "params": []}, {"methodName": "system.getAPIVersion", "params": []}]], "id": 2}], "id": 1}""");

        Assert.Equal(
            """{"result": [{"result": [{"faultCode": -32601, "faultString": "RPC method \"no.such\" not found"}, [[1, 2, 0]]], "error": null, "id": 2}], "error": null, "id": 1}""" + "\n",
            answer.Body);
    }

    [Theory]
    [InlineData("{\"__jsonclass__\": [\"datetime\", \"1970-01-01\"]}")]
    [InlineData("0")]
    [InlineData("null")]
    public async Task A_change_log_of_no_time_is_whole(string when)
    {
        var whole = await _environment.JsonAsync("""{"method": "ticket.changeLog", "params": [91]}""");
        Assert.Contains("Please test again", whole.Body, StringComparison.Ordinal);

        Assert.Equal(whole.Body, (await _environment.JsonAsync($$"""{"method": "ticket.changeLog", "params": [91, {{when}}]}""")).Body);
    }
}
