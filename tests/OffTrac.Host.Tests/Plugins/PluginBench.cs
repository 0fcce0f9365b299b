using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Host.Plugins;

namespace OffTrac.Host.Tests.Plugins;

/// <summary>A folder of plugins and a plugin set over it, with the proof that what left the folder leaves memory.</summary>
internal sealed class PluginBench : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("offtrac-test-").FullName;

    public PluginBench(Func<PluginSetOptions, PluginSetOptions>? configure = null)
    {
        Directory.CreateDirectory(Folder);
        var options = new PluginSetOptions
        {
            Watch = false,
            CopiesDirectory = Path.Combine(_root, "copies"),
            DrainLimit = TimeSpan.FromSeconds(20),
        };
        Set = new PluginSet(configure?.Invoke(options) ?? options, Composed, NullLoggerFactory.Instance, TimeProvider.System);
    }

    public string Root => _root;

    public string Folder => Path.Combine(_root, "plugins");

    public ComposedPlugins Composed { get; } = new();

    public PluginSet Set { get; }

    public static async Task<PluginBench> StartAsync(params string[] fixtures)
    {
        var bench = new PluginBench();
        bench.Add(fixtures);
        await bench.StartAsync();
        return bench;
    }

    public Task StartAsync() => Set.StartAsync([new PluginFolder { Path = Folder }], CancellationToken.None);

    public void Add(params string[] fixtures)
    {
        foreach (var fixture in fixtures)
        {
            FixturePlugins.Copy(fixture, Folder);
        }
    }

    public Task RefreshAsync() => Set.RefreshAsync(static _ => true, CancellationToken.None);

    public PluginStatus Status(string name) => Set.Plugins.Single(status => status.Name == name);

    public Task<string> AskAsync(string plugin) => Composed.AskAsync(plugin);

    public async Task RemoveAsync(string fixture)
    {
        Directory.Delete(Path.Combine(Folder, fixture), recursive: true);
        await RefreshAsync();
    }

    /// <summary>Waits until every replaced or removed generation is gone from memory; fails with what holds it.</summary>
    public async Task AssertAllGoneAsync()
    {
        await WaitAsync(() => Set.Unloads.All(unload => unload.State is UnloadState.Gone or UnloadState.Held));
        Assert.All(Set.Unloads, unload => Assert.Equal((UnloadState.Gone, ""), (unload.State, unload.Detail)));
        Assert.NotEmpty(Set.Unloads);
    }

    public static async Task WaitAsync(Func<bool> condition)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), "waited for 60 seconds in vain");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Set.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }
}
