using System.Net;
using System.Text;
using OffTrac.EndToEnd.Tests.Processes;

namespace OffTrac.EndToEnd.Tests.ExtensionPoints;

/// <summary>What a plugin answered, threw and was told holds nothing of it when it is removed.</summary>
public sealed class EveryPointUnloadTests : IAsyncLifetime
{
    private readonly EveryPointHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task PluginThatHasAnsweredTheExtensionPoints_IsGoneFromTheProcess()
    {
        await AskWebAsync();
        await AskRpcAsync();
        await AskWikiAsync();
        await AskTicketsAsync();
        Assert.NotEmpty(await _host.Process.MappedAsync("EveryPoint"));

        Directory.Delete(Path.Combine(_host.Directory, "plugins", "EveryPoint"), recursive: true);

        var log = await Eventually.GetAsync(
            () => Task.FromResult(_host.Process.Output), text => text.Contains("Plugin fixture.everypoint 1.0.0 is unloaded", StringComparison.Ordinal), "the unloading", 120);
        Assert.Contains("Plugin fixture.everypoint 1.0.0 is unloaded and gone from memory.", log, StringComparison.Ordinal);
        await Eventually.GetAsync(() => _host.Process.MappedAsync("EveryPoint"), files => files.Count == 0, "EveryPoint out of the process map");
        using var gate = await _host.Process.Http.GetAsync("gate/7");
        Assert.Equal(HttpStatusCode.NotFound, gate.StatusCode);
    }

    /// <summary>Handler, filter, authenticator, policy, store, requestor, groups, resources, health, attachments.</summary>
    private async Task AskWebAsync()
    {
        Assert.Equal("skipper may use Berth 9 at /quay/9 (there)", await GetAsync("gate/9"));
        Assert.Equal("closed", await GetAsync("gate/9?night"));
        Assert.Contains("low tide", await GetAsync("health"), StringComparison.Ordinal);
        Assert.Equal("chart.txt", await GetAsync("signals/chart.txt"));
        Assert.Equal("No sharks in this harbour.", await GetAsync("signals/shark.txt"));
        Assert.Contains("harbour.tide.close", await GetAsync("rpc"), StringComparison.Ordinal);
    }

    /// <summary>Methods that answer with values and streams, that refuse, and that throw.</summary>
    private async Task AskRpcAsync()
    {
        Assert.Contains("\"berth\": \"Q 7\"", await CallAsync("harbour.tide.next", "\"Q 7\", 2"), StringComparison.Ordinal);
        Assert.Contains("SElHSA==", await CallAsync("harbour.tide.chart", """{"__jsonclass__": ["binary", "aGlnaA=="]}"""), StringComparison.Ordinal);
        Assert.Contains("\"code\": 17", await CallAsync("harbour.tide.next", "\"\""), StringComparison.Ordinal);
        Assert.Contains("fixture.everypoint.Tides", await CallAsync("harbour.tide.sink", ""), StringComparison.Ordinal);
        Assert.Contains("harbour.tide.next", await CallAsync("system.listMethods", ""), StringComparison.Ordinal);
        Assert.Contains("A sounding of fathoms for skipper", await CallAsync("search.performSearch", "\"fathoms\""), StringComparison.Ordinal);
    }

    /// <summary>Macros, markup, links, previews and conversions, from text that is shown more than once.</summary>
    private async Task AskWikiAsync()
    {
        const string Text = """[[Beacon(red)]] [[Beacon]] [[Sunk]] [[Echo]] ~7~ %red% berth:9\n{{{#!Chart berth=3\n}}}\n{{{#!knots\na bowline\n}}}\n{{{#!knots\ntangled\n}}}\n""";
        Assert.Contains("\"result\": true", await CallAsync("wiki.putPage", $$"""
            "LoudPage", "{{Text}}", {}
            """), StringComparison.Ordinal);
        for (var time = 0; time < 2; time++)
        {
            var html = await CallAsync("wiki.getPageHTML", "\"LoudPage\"");
            Assert.Contains("<b>red for skipper</b>", html, StringComparison.Ordinal);
            Assert.Contains("Macro Sunk(None) failed", html, StringComparison.Ordinal);
            Assert.Contains("quay/9", html, StringComparison.Ordinal);
            Assert.Contains("<em>a bowline</em>", html, StringComparison.Ordinal);
        }

        Assert.Contains("A BOWLINE", await GetAsync("wiki/LoudPage?format=shout"), StringComparison.Ordinal);
        await GetAsync("wiki/LoudPage?format=sunk");
    }

    /// <summary>Manipulators, listeners, and those who tell of a ticket.</summary>
    private async Task AskTicketsAsync()
    {
        var created = await CallAsync("ticket.create", "\"a flag\", \"\", {}, true");
        var id = new string([.. created.SkipWhile(letter => letter != ':').Skip(1).TakeWhile(letter => letter != ',').Where(char.IsAsciiDigit)]);
        Assert.Contains("No sharks", await CallAsync("ticket.update", $$"""{{id}}, "a shark", {"action": "leave"}"""), StringComparison.Ordinal);
        Assert.Contains("\"error\": null", await CallAsync("ticket.update", $$"""{{id}}, "dry", {"action": "leave"}"""), StringComparison.Ordinal);
        await Eventually.GetAsync(_host.ReadLogBookAsync, text => text.Contains("ticket changed a flag", StringComparison.Ordinal), "the logbook");
        await Eventually.GetAsync(
            _host.ReadSignalsAsync, text => text.Contains("mail from", StringComparison.Ordinal) && text.Contains("flags created", StringComparison.Ordinal), "the signals");
    }

    private async Task<string> CallAsync(string method, string arguments)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "rpc")
        {
            Content = new StringContent($$"""{"method": "{{method}}", "params": [{{arguments}}], "id": 1}""", Encoding.UTF8, "application/json"),
        };
        return await SendAsync(request);
    }

    private async Task<string> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request);
    }

    private async Task<string> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Add("X-Pilot", "skipper");
        using var answer = await _host.Process.Http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }
}
