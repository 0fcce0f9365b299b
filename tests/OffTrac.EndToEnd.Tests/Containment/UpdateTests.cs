using System.Net;
using OffTrac.EndToEnd.Tests.Processes;

namespace OffTrac.EndToEnd.Tests.Containment;

public sealed class UpdateTests
{
    [Fact]
    public async Task SlowCopyOverALoadedAssembly_HarmsNothingAndTheWholeFileTakesOver()
    {
        await using var host = ContainedHost.Prepare("Versioned", "Banana");
        await File.WriteAllTextAsync(Path.Combine(host.PluginPath("Versioned"), "version.txt"), "1");
        await host.ServeAsync();
        Assert.Equal("1", await VersionAsync(host));

        await File.WriteAllTextAsync(Path.Combine(host.PluginPath("Versioned"), "version.txt"), "2");
        var bytes = await File.ReadAllBytesAsync(Path.Combine(PluginFixture.PathOf("Versioned"), "Versioned.dll"));
        await using (var file = new FileStream(Path.Combine(host.PluginPath("Versioned"), "Versioned.dll"), FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite))
        {
            foreach (var piece in bytes.Chunk(bytes.Length / 8))
            {
                await file.WriteAsync(piece);
                await file.FlushAsync();
                // Longer than a folder must be quiet to be looked at: half a file is taken up, and must be refused.
                await Task.Delay(500);
                Assert.Contains(await VersionAsync(host), (string[])["1", "2"]);
                Assert.StartsWith("banana", await host.AskAsync("Banana"), StringComparison.Ordinal);
            }
        }

        await Eventually.GetAsync(() => VersionAsync(host), version => version == "2", "The second version answering");
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task BadUpdate_LeavesTheOldVersionRunningAndSaysWhy()
    {
        await using var host = await ContainedHost.StartAsync("Banana");
        var assembly = Path.Combine(host.PluginPath("Banana"), "Banana.dll");
        var good = await File.ReadAllBytesAsync(assembly);
        await File.WriteAllTextAsync(assembly, "garbage");
        var log = await host.WaitForLogAsync("The version before it goes on.");
        Assert.Contains("fixture.banana", log, StringComparison.Ordinal);
        Assert.Contains("is no .NET assembly, or a damaged one", log, StringComparison.Ordinal);
        Assert.StartsWith("banana", await host.AskAsync("Banana"), StringComparison.Ordinal);

        await File.WriteAllBytesAsync(assembly, good);
        await File.WriteAllTextAsync(Path.Combine(host.PluginPath("Banana"), "NOTES.txt"), "mended");
        await host.WaitForLogAsync("Plugin fixture.banana 1.0.0 is unloaded and gone from memory.");
        Assert.StartsWith("banana", await host.AskAsync("Banana"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EditOfTheRules_DisablesAndEnablesOneAndKeepsTheInstancesOfTheOthers()
    {
        await using var host = ContainedHost.Prepare("Banana", "ThrowsInListener", "WriteLoad");
        var ini = Path.Combine(host.Environment, "conf", "offtrac.ini");
        var notes = $"[writeload]\nfile = {Path.Combine(host.Environment, "log", "notes.txt")}\n";
        await File.WriteAllTextAsync(ini, notes);
        await host.ServeAsync();
        await host.CreateTicketAsync("counted");
        Assert.Equal("banana 1", await host.AskAsync("Banana"));

        await File.WriteAllTextAsync(ini, notes + "[components]\nfixture.throws-in-listener.* = disabled\n");
        await Eventually.GetAsync(() => host.StatusAsync("ThrowsInListener"), status => status == HttpStatusCode.NotFound, "The disabled component gone");
        Assert.Equal("banana 1", await host.AskAsync("Banana"));

        await File.WriteAllTextAsync(ini, notes + "[components]\nfixture.throws-in-listener.* = enabled\n");
        await Eventually.GetAsync(() => host.StatusAsync("ThrowsInListener"), status => status == HttpStatusCode.OK, "The enabled component answering");
        Assert.Equal("told 0", await host.AskAsync("ThrowsInListener"));
        Assert.Equal("banana 1", await host.AskAsync("Banana"));
    }

    private static Task<string> VersionAsync(ContainedHost host) => host.Process.Http.GetStringAsync("fixture/version");
}
