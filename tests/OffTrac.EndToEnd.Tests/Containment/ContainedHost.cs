using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Containment;

/// <summary>A served copy of the recorded environment with fixture plugins in its own folder, looked at from outside.</summary>
internal sealed class ContainedHost : IAsyncDisposable
{
    private readonly TemporaryDirectory _copy;
    private HostProcess? _process;

    private ContainedHost(TemporaryDirectory copy) => _copy = copy;

    public string Environment => _copy.Path;

    public HostProcess Process => _process ?? throw new InvalidOperationException("It is not started.");

    public string Log => Process.Output;

    /// <summary>An environment with these plugins, not served yet.</summary>
    public static ContainedHost Prepare(params IEnumerable<string> plugins)
    {
        var host = new ContainedHost(FixtureFiles.CopyEnvironment("trac-1.6-sqlite"));
        foreach (var plugin in plugins)
            PluginFixture.Install(plugin, host.Environment);
        return host;
    }

    public static async Task<ContainedHost> StartAsync(params IEnumerable<string> plugins)
    {
        var host = Prepare(plugins);
        try
        {
            await host.ServeAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public string PluginPath(string plugin) => Path.Combine(Environment, "plugins", plugin);

    public async Task ServeAsync(params IEnumerable<string> arguments)
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _process = await HostProcess.ServeAsync([Environment, .. arguments]);
    }

    /// <summary>The name of a fixture in its addresses and ids: <c>PinsByTask</c> is <c>pins-by-task</c>.</summary>
    public static string NameOf(string fixture)
    {
        var name = new StringBuilder();
        foreach (var letter in fixture)
        {
            if (char.IsUpper(letter) && name.Length > 0)
                name.Append('-');
            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }

    public static string ComponentOf(string fixture) => $"fixture.{NameOf(fixture)}.Component";

    public static string AddressOf(string fixture) => "fixture/" + NameOf(fixture);

    /// <summary>What the plugin's component answers.</summary>
    public async Task<string> AskAsync(string fixture)
    {
        using var answer = await Process.Http.GetAsync(AddressOf(fixture));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{fixture}: {answer.StatusCode} {text}\n{Log}");
        return text;
    }

    public async Task<HttpStatusCode> StatusAsync(string fixture)
    {
        using var answer = await Process.Http.GetAsync(AddressOf(fixture));
        return answer.StatusCode;
    }

    /// <summary>Makes a ticket over HTTP with the WriteLoad plugin.</summary>
    public async Task<int> CreateTicketAsync(string summary)
    {
        using var answer = await Process.Http.PostAsync("fixture/tickets", new StringContent(summary));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}\n{Log}");
        return int.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>A command about the environment, with what it printed as JSON.</summary>
    public async Task<JsonElement> CommandAsync(params IEnumerable<string> words)
    {
        var outcome = await OffTracCommand.RunAsync(["--env", Environment, .. words, "--json"]);
        Assert.True(outcome.ExitCode == 0, $"{string.Join(' ', words)}: {outcome.ExitCode}\n{outcome.Error}");
        using var json = JsonDocument.Parse(outcome.Output);
        return json.RootElement.Clone();
    }

    public Task<string> WaitForLogAsync(string text, int seconds = 60) => Eventually.GetAsync(
        () => Task.FromResult(Log), log => log.Contains(text, StringComparison.Ordinal), $"'{text}' in the log", seconds);

    /// <summary>Files of the plugin that are mapped into the process, as the kernel sees it.</summary>
    public Task<IReadOnlyList<string>> MappedAsync(string plugin) => Process.MappedAsync(plugin);

    /// <summary>The process goes on, and serves.</summary>
    public async Task AssertServesAsync()
    {
        Assert.False(Process.Process.HasExited, Log);
        using var answer = await Process.Http.GetAsync("health");
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}\n{Log}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _copy.Dispose();
    }
}
