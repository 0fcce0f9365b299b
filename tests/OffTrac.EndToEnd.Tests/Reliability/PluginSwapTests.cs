using System.Collections.Concurrent;
using System.Globalization;
using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Reliability;

public sealed class PluginSwapTests
{
    [Fact]
    public async Task PluginReplacedUnderLoad_FailsNoRequestAndLeavesMemory()
    {
        using var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        var plugin = PluginFixture.Install("Versioned", copy.Path);
        await using var host = await HostProcess.ServeAsync(copy.Path);
        using var stop = new CancellationTokenSource();
        var failures = new ConcurrentQueue<string>();
        var clients = Enumerable.Range(0, 4).Select(_ => AskAsync(host, failures, stop.Token)).ToList();

        for (var version = 2; version <= Counts.Of(few: 6, full: 51); version++)
        {
            // As people do it: cp over the files of the running plugin.
            FixtureFilesOverwrite(PluginFixture.PathOf("Versioned"), plugin);
            var text = version.ToString(CultureInfo.InvariantCulture);
            await File.WriteAllTextAsync(Path.Combine(plugin, "version.txt"), text);
            await Eventually.GetAsync(() => host.Http.GetStringAsync("fixture/version"), answer => answer == text, $"Version {text} answering");
        }

        await stop.CancelAsync();
        await Task.WhenAll(clients);
        Assert.Empty(failures);
        await Eventually.GetAsync(
            () => MappedCopiesAsync(host), count => count <= 1, "Only the last version mapped into the process");
    }

    [Fact]
    public async Task PluginFolderDeletedAndAdded_TakesEffectInTheRunningHost()
    {
        using var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        await using var host = await HostProcess.ServeAsync(copy.Path);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, await StatusAsync(host));

        var plugin = PluginFixture.Install("Versioned", copy.Path);
        await Eventually.GetAsync(() => StatusAsync(host), status => status == System.Net.HttpStatusCode.OK, "The added plugin answering");

        await File.AppendAllTextAsync(Path.Combine(copy.Path, "conf", "offtrac.ini"), "[components]\nfixture.versioned.* = disabled\n");
        await Eventually.GetAsync(() => StatusAsync(host), status => status == System.Net.HttpStatusCode.NotFound, "The disabled component gone");
        await File.WriteAllTextAsync(Path.Combine(copy.Path, "conf", "offtrac.ini"), "[components]\nfixture.versioned.* = enabled\n");
        await Eventually.GetAsync(() => StatusAsync(host), status => status == System.Net.HttpStatusCode.OK, "The enabled component answering");

        Directory.Delete(plugin, recursive: true);
        await Eventually.GetAsync(() => StatusAsync(host), status => status == System.Net.HttpStatusCode.NotFound, "The deleted plugin gone");
        await Eventually.GetAsync(() => MappedCopiesAsync(host), count => count == 0, "Nothing of the plugin mapped into the process");
    }

    private static async Task AskAsync(HostProcess host, ConcurrentQueue<string> failures, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await host.Http.GetAsync("fixture/version", CancellationToken.None);
                if (!answer.IsSuccessStatusCode)
                    failures.Enqueue($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
            }
            catch (HttpRequestException exception)
            {
                failures.Enqueue(exception.Message);
            }
        }
    }

    private static async Task<System.Net.HttpStatusCode> StatusAsync(HostProcess host)
    {
        using var answer = await host.Http.GetAsync("fixture/version");
        return answer.StatusCode;
    }

    /// <summary>Copies of the plugin's assembly that are mapped, as the kernel sees it.</summary>
    private static async Task<int> MappedCopiesAsync(HostProcess host)
    {
        var maps = await File.ReadAllLinesAsync($"/proc/{host.Process.Id}/maps");
        return maps.Where(line => line.EndsWith("Versioned.dll", StringComparison.Ordinal)).Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..]).Distinct().Count();
    }

    private static void FixtureFilesOverwrite(string source, string target)
    {
        foreach (var file in Directory.EnumerateFiles(source))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
    }
}
