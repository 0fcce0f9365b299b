using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Tests.Configuration;

public sealed class SavingTests : IDisposable
{
    private const string Text = "# head\n[project]\n; why\nname = kept\n  long\n\n[trac]\ntimeout = 7\n";

    private readonly TestConfiguration _files = new();

    [Fact]
    public void AnyValue_IsReadBackEqualOrRefusedWithTheFileAsItWas()
    {
        var pieces = Gen.Elements("a", " ", "\t", "\n", "\r\n", "#", ";", "[x]", "=", ":", "é", "\u2028", "\u00a0", "\x1c", "%", "o = 1", "\\", "\"");
        var values = Gen.Select(Gen.ListOf(pieces), list => string.Concat(list));
        Prop.ForAll(values.ToArbitrary(), value => IsKeptOrRefusedAsync(value).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void AnyText_IsReadBackEqualOrRefusedWithTheFileAsItWas() =>
        Prop.ForAll<string>(value => IsKeptOrRefusedAsync(value ?? "").GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public async Task WriterKilledAtAnyMoment_LeavesTheOldOrTheNewFile()
    {
        _files.Write("trac.ini", Text);
        for (var round = 0; round < 8; round++)
        {
            using var writer = WriterProcess.Start(_files.Path, "o", int.MaxValue, 200_000);
            var before = File.GetLastWriteTimeUtc(_files.TracIni);
            while (!writer.HasExited && File.GetLastWriteTimeUtc(_files.TracIni) == before)
                await Task.Delay(5);
            await Task.Delay(RandomNumberGenerator.GetInt32(150));
            Assert.False(writer.HasExited);
            writer.Kill();
            await writer.WaitForExitAsync();
            var project = _files.Open().Section("project");
            Assert.Equal("kept\nlong", project["name"]);
            Assert.All(project.Where(option => option.Key != "name"), option => Assert.Equal((200_000, 1), (option.Value.Length, option.Value.Distinct().Count())));
        }

        var configuration = _files.Open();
        await configuration.SetAsync("project", "after", "1", default);
        Assert.Equal("1", configuration.Get("project", "after"));
        Assert.StartsWith("# head\n[project]\n; why\nname = kept\n  long\n", File.ReadAllText(_files.TracIni), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatCannotGrow_StaysAsItWas_AndTheErrorIsOneLine()
    {
        _files.Write("trac.ini", Text);
        using var writer = WriterProcess.Start(_files.Path, "o", 1, 1_000_000, "trap '' XFSZ; ulimit -f 100; ");
        var error = await writer.StandardError.ReadToEndAsync();
        await writer.WaitForExitAsync();
        Assert.Equal(Program.Refused, writer.ExitCode);
        Assert.StartsWith($"ConfigurationException: {_files.TracIni}: [project] o0 can't be written: ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal(Text, File.ReadAllText(_files.TracIni));
        Assert.False(File.Exists(_files.File(".trac.ini.new")));
    }

    [Fact]
    public async Task TwoProcesses_LoseNothing()
    {
        _files.Write("trac.ini", Text);
        var directory = _files.Path;
        using var one = WriterProcess.Start(directory, "one", 40, 10);
        using var two = WriterProcess.Start(directory, "two", 40, 10);
        await Task.WhenAll(one.WaitForExitAsync(), two.WaitForExitAsync());
        Assert.Equal((0, 0), (one.ExitCode, two.ExitCode));
        Assert.Equal(81, _files.Open().Section("project").Count);
    }

    [Fact]
    public async Task FileBehindALink_IsWrittenAndTheLinkStays()
    {
        var target = Path.Combine(_files.Path, "real.ini");
        File.WriteAllText(target, Text);
        File.CreateSymbolicLink(_files.TracIni, target);
        await _files.Open().SetAsync("project", "name", "n", default);
        Assert.Equal(target, new FileInfo(_files.TracIni).LinkTarget);
        Assert.Contains("name = n\n\n", File.ReadAllText(target), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitForAnotherWriter_CanBeCancelled_AndThenNothingIsWritten()
    {
        _files.Write("trac.ini", Text);
        var configuration = _files.Open();
        using var cancellation = new CancellationTokenSource();
        await using (new FileStream(_files.File(".trac.ini.lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None))
        {
            var writing = configuration.SetAsync("project", "name", "n", cancellation.Token).AsTask();
            Assert.False(writing.IsCompleted);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        }

        Assert.Equal(Text, File.ReadAllText(_files.TracIni));
        await configuration.SetAsync("project", "name", "n", default);
        Assert.Equal("n", configuration.Get("project", "name"));
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public async Task NewFile_IsForItsOwnerOnly()
    {
        await _files.Open().SetAsync("ping", "tokens", "t", default);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_files.File("offtrac.ini")));
    }

    public void Dispose() => _files.Dispose();

    private static async Task<bool> IsKeptOrRefusedAsync(string value)
    {
        using var files = new TestConfiguration();
        var configuration = files.Write("trac.ini", Text).Open();
        try
        {
            await configuration.SetAsync("project", "descr", value, default);
        }
        catch (ConfigurationException)
        {
            return File.ReadAllText(files.TracIni) == Text;
        }

        var again = files.Open();
        return again.Get("project", "descr") == value.Replace("\r\n", "\n", StringComparison.Ordinal)
            && again.Get("project", "name") == "kept\nlong" && again.Get("trac", "timeout") == "7" && again.Section("project").Count == 2
            && File.ReadAllText(files.TracIni).StartsWith("# head\n[project]\n; why\nname = kept\n  long\n", StringComparison.Ordinal);
    }
}
