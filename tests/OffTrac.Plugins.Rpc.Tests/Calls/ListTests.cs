using OffTrac.Sdk.Testing;

namespace OffTrac.Plugins.Rpc.Tests.Calls;

/// <summary>What programs write into lists and pages where Trac's model is not as strict as its signatures.</summary>
public sealed class ListTests(ServedEnvironment served) : IClassFixture<ServedEnvironment>
{
    private readonly TestEnvironment _environment = served.Environment;

    [Theory]
    [InlineData("0", "0")]
    [InlineData("3", "3")]
    [InlineData("1.5", "1.5")]
    [InlineData("true", "1")]
    [InlineData("\"07\"", "07")]
    [InlineData("\"\"", "")]
    public async Task The_place_of_a_value_is_stored_as_it_is_given(string given, string stored)
    {
        await CallAsync("ticket.severity.create", "\"placed\", 9");

        Assert.Contains("\"error\": null", await CallAsync("ticket.severity.update", $"\"placed\", {given}"), StringComparison.Ordinal);

        Assert.Contains($"\"result\": \"{stored}\"", await CallAsync("ticket.severity.get", "\"placed\""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_value_without_a_place_comes_last_and_none_is_made_twice()
    {
        await CallAsync("ticket.resolution.create", "\"seaworthy\", 0");

        Assert.Contains("\"result\": \"8\"", await CallAsync("ticket.resolution.get", "\"seaworthy\""), StringComparison.Ordinal);
        Assert.Contains(
            "\"message\": \"Resolution value \\\"seaworthy\\\" already exists\"",
            await CallAsync("ticket.resolution.create", "\"seaworthy\", 0"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Invalid Wiki page name ''")]
    [InlineData("a/../b", "Invalid Wiki page name 'a/../b'")]
    [InlineData("a//b", "Invalid Wiki page name 'a//b'")]
    public async Task A_page_that_can_t_have_its_name_is_refused_though_only_marked(string name, string words) =>
        Assert.Contains(
            $"\"code\": -32603, \"message\": \"{words}\"",
            await CallAsync("wiki.putPage", $$"""
                "{{name}}", "", {"readonly": 1}
                """),
            StringComparison.Ordinal);

    private async Task<string> CallAsync(string method, string arguments) =>
        (await _environment.JsonAsync($$"""{"method": "{{method}}", "params": [{{arguments}}], "id": 1}""", "admin")).Body;
}
