using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Reliability;

/// <summary>Whatever moment a process is killed in, each attachment that there is has its whole content.</summary>
public sealed class AttachmentKillTests
{
    private const int Size = 20_000_000;

    [Fact]
    public async Task UploadsThatAreKilled_LeaveNoAttachmentWithHalfAFile()
    {
        using var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        var file = copy.Combine("whole.bin");
        var content = new byte[Size];
        Random.Shared.NextBytes(content);
        await File.WriteAllBytesAsync(file, content);
        for (var kill = 0; kill < Counts.Of(few: 5, full: 50); kill++)
            await KillAsync(copy.Path, file);
        Assert.Equal(0, (await OffTracCommand.RunAsync("--env", copy.Path, "attachment", "add", "wiki:Q&A", file)).ExitCode);

        var list = await OffTracCommand.RunAsync("--env", copy.Path, "attachment", "list", "wiki:Q&A", "--json");
        var names = JsonDocument.Parse(list.Output).RootElement.EnumerateArray().Select(row => row.GetProperty("filename").GetString()!).ToList();
        Assert.NotEmpty(names);
        foreach (var name in names)
        {
            var exported = copy.Combine("exported " + name);
            Assert.Equal(0, (await OffTracCommand.RunAsync("--env", copy.Path, "attachment", "export", "wiki:Q&A", name, exported)).ExitCode);
            Assert.Equal(SHA256.HashData(content), SHA256.HashData(await File.ReadAllBytesAsync(exported)));
        }
    }

    /// <summary>Kills an upload that has begun, a while later.</summary>
    private static async Task KillAsync(string environment, string file)
    {
        var uploads = Path.Combine(environment, "files", "attachments", "wiki");
        var before = Uploads();
        using var process = Process.Start(OffTracCommand.Start("--env", environment, "attachment", "add", "wiki:Q&A", file))!;
        while (!process.HasExited && Uploads() == before)
            await Task.Delay(1);
        await Task.Delay(Random.Shared.Next(0, 200));
        process.Kill();
        await process.WaitForExitAsync();

        int Uploads() => Directory.EnumerateFiles(uploads, ".upload-*", SearchOption.AllDirectories).Count();
    }
}
