using System.Net;
using OffTrac.EndToEnd.Tests.Processes;

namespace OffTrac.EndToEnd.Tests.ExtensionPoints;

/// <summary>Each extension point is asked by somebody, and a plugin's component is heard.</summary>
public sealed class EveryPointTests(EveryPointHost host) : IClassFixture<EveryPointHost>
{
    [Fact]
    public async Task SystemInfoProvider_IsShownByEnvInfo()
    {
        var info = await host.RunAsync("env", "info");
        Assert.Contains("Tide table", info.Output, StringComparison.Ordinal);
        Assert.Contains("7.1", info.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HealthContributor_IsHeardByHealth()
    {
        using var answer = await host.Process.Http.GetAsync("health");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("low tide", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestorGroupProviderAndStore_DecideWhatAUserHolds()
    {
        var held = await host.RunAsync("permission", "list", "kim", "--json");
        Assert.Contains("HARBOUR_VIEW", held.Output, StringComparison.Ordinal);
        var other = await host.RunAsync("permission", "list", "joe", "--json");
        Assert.DoesNotContain("HARBOUR_VIEW", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PermissionStoreThatRefuses_IsQuotedInOneLine()
    {
        var refused = await host.RunAsync("permission", "add", "joe", "HARBOUR_VIEW");
        Assert.Equal((2, "offtrac: The ledger is closed."), (refused.ExitCode, refused.Error.Trim()));
    }

    [Theory]
    [InlineData("kim", 7, "kim may use Berth 7 at /quay/7 (there)")]
    [InlineData("kim", 8, "kim may not use Berth 8 at /quay/8 (there)")]
    [InlineData("kim", 11, "kim may use Berth 11 at /quay/11 (not there)")]
    [InlineData("sue", 11, "sue may not use Berth 11 at /quay/11 (not there)")]
    [InlineData(null, 7, "anonymous may use Berth 7 at /quay/7 (there)")]
    public async Task AuthenticatorPolicyResourceManagerAndHandler_AnswerTogether(string? pilot, int berth, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"gate/{berth}");
        if (pilot is not null)
            request.Headers.Add("X-Pilot", pilot);
        using var answer = await host.Process.Http.SendAsync(request);
        Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
        Assert.Equal("passed", Assert.Single(answer.Headers.GetValues("X-Gate")));
    }

    [Fact]
    public async Task SearchSource_IsAskedForItsFilters()
    {
        var found = await host.RunAsync("search", "seven fathoms", "--user", "kim", "--json");
        Assert.Contains("A sounding of seven and fathoms for kim", found.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("wreck", found.Output, StringComparison.Ordinal);
        var wrecks = await host.RunAsync("search", "seven fathoms", "--user", "kim", "--filter", "wreck");
        Assert.Contains("A wreck of seven and fathoms for kim", wrecks.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ATTACHMENT_VIEW", "berth:9/attachment:chart.txt", true)]
    [InlineData("ATTACHMENT_DELETE", "berth:9/attachment:chart.txt", false)]
    [InlineData("ATTACHMENT_VIEW", "berth:10/attachment:chart.txt", false)]
    public async Task LegacyAttachmentPolicyDelegate_DecidesOnAttachmentsOfItsThings(string action, string attachment, bool allowed)
    {
        var answer = await host.RunAsync("permission", "check", "sue", action, attachment);
        Assert.Equal(allowed ? "allowed" : "denied", answer.Output.Trim());
    }

    [Fact]
    public async Task RequestFilter_AnswersInsteadOfTheHandler()
    {
        using var answer = await host.Process.Http.GetAsync("gate/7?night");
        Assert.Equal((HttpStatusCode.Locked, "closed"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task TicketManipulatorAndListener_SeeWhatPeopleStore()
    {
        var refused = await host.RunAsync("ticket", "create", "a shark");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("No sharks in this harbour.", refused.Error, StringComparison.Ordinal);

        var created = await host.RunAsync("ticket", "create", "a pump", "--user", "joe");
        Assert.Equal((0, ""), (created.ExitCode, created.Error));
        var id = new string([.. created.Output.Where(char.IsAsciiDigit)]);
        Assert.Contains("keywords: seen", (await host.RunAsync("ticket", "show", id)).Output, StringComparison.Ordinal);
        await host.RunAsync("ticket", "change", id, "priority=trivial", "--comment", "dry");
        Assert.Equal(2, (await host.RunAsync("ticket", "change", id, "--comment", "shark!")).ExitCode);
        await host.RunAsync("ticket", "delete", id);

        var log = await host.ReadLogBookAsync();
        Assert.Contains("ticket created a pump by joe through Command", log, StringComparison.Ordinal);
        Assert.Contains("ticket changed a pump: priority, comment 1", log, StringComparison.Ordinal);
        Assert.Contains("ticket deleted a pump", log, StringComparison.Ordinal);
        Assert.DoesNotContain("shark", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WikiManipulatorAndListener_SeeWhatPeopleStore()
    {
        Assert.Equal(2, (await PutAsync("Bay", "a shark")).ExitCode);
        Assert.Equal(0, (await PutAsync("Bay", "calm")).ExitCode);
        Assert.Equal(0, (await PutAsync("Bay", "rough")).ExitCode);
        await host.RunAsync("wiki", "delete", "Bay");

        var log = await host.ReadLogBookAsync();
        Assert.Contains("page added Bay\npage changed Bay to 2\npage deleted Bay\n", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AListener_HearsOfAttachmentsMilestonesRenamesAndDeletedChanges()
    {
        var file = Path.Combine(host.Directory, "chart.txt");
        await File.WriteAllTextAsync(file, "depths");
        await GoodAsync("milestone", "add", "Spring", "--user", "joe");
        await GoodAsync("attachment", "add", "milestone:Spring", file, "sam");
        await GoodAsync("milestone", "rename", "Spring", "Autumn");
        await GoodAsync("attachment", "remove", "milestone:Autumn", "chart.txt");
        await GoodAsync("milestone", "remove", "Autumn");
        await GoodAsync("wiki", "rename", "SandBox", "Beach");
        await GoodAsync("ticket", "change", "3", "--comment", "wet", "priority=trivial");
        await GoodAsync("ticket", "remove_comment", "3", "1", "--user", "joe");

        var log = await host.ReadLogBookAsync();
        Assert.Contains(
            """
            milestone created Spring by joe through Command
            attachment added chart.txt by sam
            attachment moved milestone:Spring chart.txt to milestone:Autumn/attachment:chart.txt
            milestone changed Spring to Autumn
            attachment deleted milestone:Autumn/attachment:chart.txt
            milestone deleted Autumn
            page renamed SandBox to Beach

            """,
            log,
            StringComparison.Ordinal);
        Assert.Contains("change 1 deleted of Printing is slow by joe", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RpcHandler_AnswersOverJson()
    {
        var answer = await JsonAsync("harbour.tide.next", "\"Q 7\", 2");

        Assert.Equal(
            $$$"""
            {"result": {"berth": "Q 7", "user": "anonymous", "times": [{"__jsonclass__": ["datetime", "2024-03-01T04:30:00"]}, {"__jsonclass__": ["datetime", "2024-03-01T17:00:00"]}], "height": 2.5, "spring": true, "remark": null, "href": "{{{host.Process.Http.BaseAddress}}}tide/Q%207"}, "error": null, "id": 1}

            """,
            answer);
        Assert.Contains("\"result\": {\"__jsonclass__\": [\"binary\", \"SElHSA==\"]}", await JsonAsync("harbour.tide.chart", """{"__jsonclass__": ["binary", "aGlnaA=="]}"""), StringComparison.Ordinal);
        Assert.Contains("struct harbour.tide.next(string berth, int count=1)", await JsonAsync("system.methodHelp", "\"harbour.tide.next\""), StringComparison.Ordinal);
        Assert.Contains("\"struct,string\", \"struct,string,int\"", await JsonAsync("system.methodSignature", "\"harbour.tide.next\""), StringComparison.Ordinal);
        Assert.Contains("harbour.tide.close", await host.Process.Http.GetStringAsync("rpc"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("next", "\"\"", 17, "A berth has a name.")]
    [InlineData("next", "\"nowhere\"", 404, "Berth nowhere does not exist.")]
    [InlineData("next", "\"a\", 11", -32603, "At most 10 tides are known.")]
    [InlineData("next", "5", -32603, "Argument 1 of next is int; string is needed.")]
    [InlineData("next", "", -32603, "missing 1 required positional argument: 'berth'")]
    [InlineData("next", "1, 2, 3", -32603, "but 3 were given")]
    [InlineData("close", "", 403, "TRAC_ADMIN privileges are required to perform this operation.")]
    [InlineData("sink", "", -32603, "fixture.everypoint.Tides")]
    [InlineData("ebb", "", -32601, "not found")]
    public async Task RpcHandler_FailsWithItsOwnFault(string method, string arguments, int code, string words)
    {
        var answer = await JsonAsync("harbour.tide." + method, arguments);

        Assert.Contains($"\"code\": {code}, ", answer, StringComparison.Ordinal);
        Assert.Contains(words, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RpcHandler_AnswersOverXml()
    {
        var body = """
            <methodCall><methodName>harbour.tide.next</methodName><params><param><value>Q 7</value></param></params></methodCall>
            """;
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "text/xml");
        using var answer = await host.Process.Http.PostAsync("rpc", content);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Contains("<name>times</name>\n<value><array><data>\n<value><dateTime.iso8601>20240301T04:30:00</dateTime.iso8601></value>", text, StringComparison.Ordinal);
        Assert.Contains("<name>height</name>\n<value><double>2.5</double></value>", text, StringComparison.Ordinal);
        Assert.Contains("<name>spring</name>\n<value><boolean>1</boolean></value>", text, StringComparison.Ordinal);
        Assert.Contains("<name>remark</name>\n<value><string></string></value>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RpcHandler_EndsItsCallWhenTheClientGoesAway()
    {
        using var gone = new CancellationTokenSource();
        var call = host.Process.Http.PostAsync(
            "rpc", new StringContent("""{"method": "system.multicall", "params": [{"method": "harbour.tide.wait", "params": []}]}""", System.Text.Encoding.UTF8, "application/json"), gone.Token);
        await Eventually.GetAsync(host.ReadWaitAsync, text => text == "begun", "the call");

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Eventually.GetAsync(host.ReadWaitAsync, text => text == "ended", "its end");
    }

    [Fact]
    public async Task SubscriberDistributorFormatterResolverDecoratorAndSender_TellOfATicketTogether()
    {
        await GoodAsync("ticket", "create", "a flag", "--user", "joe");
        var signals = await Eventually.GetAsync(
            host.ReadSignalsAsync, text => text.Contains("mail", StringComparison.Ordinal) && text.Contains("flags", StringComparison.Ordinal), "the signals");
        Assert.Contains("flags created to mast\n", signals, StringComparison.Ordinal);
        Assert.Contains("mail from trac@localhost to pilot@harbour.example\n", signals, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AttachmentManipulator_SeesWhatPeopleAttach()
    {
        Assert.Equal("chart.txt", await host.Process.Http.GetStringAsync("signals/chart.txt"));
        Assert.Equal("No sharks in this harbour.", await host.Process.Http.GetStringAsync("signals/shark.txt"));
    }

    private async Task<string> JsonAsync(string method, string arguments)
    {
        using var content = new StringContent($$"""{"method": "{{method}}", "params": [{{arguments}}], "id": 1}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await host.Process.Http.PostAsync("rpc", content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task GoodAsync(params string[] words)
    {
        var run = await host.RunAsync(words);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task MacroProviderSyntaxProviderAndLinkResolver_AnswerInWikiText()
    {
        var rendered = await RenderAsync(
            """
            [[Beacon(red)]] ~7~ !~8~ %red% berth:9 [berth:x label]
            = [[Beacon(green)]] [[Chart]] =
            {{{#!Chart berth=3
            }}}
            """);

        Assert.Equal(
            """
            <p>
            <b>red for joe</b> <a class="berth" href="http://trac.example.org/quay/7" title="one of 3">~7~</a> ~8~ <i>flag</i> <a class="berth" href="http://trac.example.org/quay/9" title="one of 3">berth:9</a> <a class="berth" title="one of 3">label</a>
            </p>
            <h1 class="section" id="greenforjoeChart"><b>green for joe</b> [[Chart]]</h1>
            <strong>depth</strong> at <a class="berth" href="http://trac.example.org/quay/3" title="one of 1">berth:3</a>
            """,
            rendered.Trim());
    }

    [Fact]
    public async Task MacrosThatFailOrStall_LeaveABoxInTheirPlace()
    {
        var rendered = await RenderAsync("before [[Beacon]] [[Sunk]] [[Echo]] [[Fog]] after");

        Assert.Contains("""<div class="system-message"><strong>Macro Beacon(None) failed</strong><pre>Which one?</pre></div>""", rendered, StringComparison.Ordinal);
        Assert.Contains("""<strong>Error: Macro Sunk(None) failed</strong>""", rendered, StringComparison.Ordinal);
        Assert.Contains("""<strong>Error: Macro Fog(None) failed</strong>""", rendered, StringComparison.Ordinal);
        Assert.Contains("Macros may render one another 10 deep", rendered, StringComparison.Ordinal);
        Assert.Contains("before ", rendered, StringComparison.Ordinal);
        Assert.Contains(" after", rendered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PreviewRenderer_ShowsBlocksOfItsType_AndTextWhenItFails()
    {
        var rendered = await RenderAsync("{{{#!knots\na bowline & a hitch\n}}}\n\n{{{#!knots\ntangled\n}}}\n");

        Assert.Contains("<em>a bowline &amp; a hitch</em>", rendered, StringComparison.Ordinal);
        Assert.Contains("tangled", rendered, StringComparison.Ordinal);
        Assert.DoesNotContain("untied", rendered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContentConverter_AnswersForPagesInItsFormat_AndIsNamedWhenItFails()
    {
        Assert.Equal(0, (await PutAsync("LoudPage", "a quiet harbour")).ExitCode);
        using var loud = await host.Process.Http.GetAsync("wiki/LoudPage?format=shout");
        Assert.Equal("A QUIET HARBOUR", (await loud.Content.ReadAsStringAsync()).Trim());
        Assert.Equal("text/x-shout", loud.Content.Headers.ContentType?.MediaType);

        using var sunk = await host.Process.Http.GetAsync("wiki/LoudPage?format=sunk");
        Assert.Equal(HttpStatusCode.InternalServerError, sunk.StatusCode);
        Assert.DoesNotContain("   at ", await sunk.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<string> RenderAsync(string text)
    {
        var outcome = await OffTracCommand.RunAsync(OffTracCommand.Start("--env", host.Directory, "wiki", "render", "--user", "joe"), text);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        return outcome.Output;
    }

    private Task<CommandOutcome> PutAsync(string page, string text) =>
        OffTracCommand.RunAsync(OffTracCommand.Start("--env", host.Directory, "wiki", "put", page, "-"), text);
}
