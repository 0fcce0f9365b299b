using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Configuration;
using OffTrac.Sdk;
using OffTrac.Sdk.Configuration;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Configuration;

public sealed class EnvironmentConfigurationTests : IDisposable
{
    private readonly TemporaryDirectory _environment = new();

    public EnvironmentConfigurationTests() => Directory.CreateDirectory(_environment.Combine("conf"));

    [Theory]
    [InlineData("[s]\no = a ; b", "a ; b")]
    [InlineData("[s]\nO: a=b", "a=b")]
    [InlineData("[s]\no = a\n  b\n\n  # gone\n  c\n\n", "a\nb\n\nc")]
    [InlineData("[s]\no = a\n p = b", "a\np = b")]
    [InlineData("[s] ignored\no = %(x)s \"q\"", "%(x)s \"q\"")]
    [InlineData("[DEFAULT]\no = d\n[s]\nx = 1", "d")]
    [InlineData("[s]\no = 1\n[s]\no = 2", "2")]
    [InlineData("[S]\no = 1", null)]
    public void Get_ReadsAsTrac(string text, string? expected)
    {
        Write("trac.ini", text);
        using var configuration = Open();
        Assert.Equal(expected, configuration.Get("s", "O"));
    }

    [Theory]
    [InlineData("\uFEFF[s]\no = 1", 1)]
    [InlineData("o = 1", 1)]
    [InlineData("[s]\nword", 2)]
    [InlineData("[s]\n= 1", 2)]
    public void Open_BadLine_IsOneLineThatNamesThePlace(string text, int line)
    {
        Write("trac.ini", text);
        var problem = Assert.Throws<ConfigurationException>(Open).Message;
        Assert.StartsWith($"{Conf("trac.ini")}:{line}: ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void Open_InheritedRing_Ends()
    {
        Write("trac.ini", "[inherit]\nfile = a.ini, missing.ini\n[s]\no =\n");
        Write("a.ini", "[inherit]\nfile = trac.ini\n[s]\no = far\np = far\n");
        using var configuration = Open();
        Assert.Equal(("", "far"), (configuration.Get("s", "o"), configuration.Get("s", "p")));
    }

    [Fact]
    public void Refresh_BrokenEdit_KeepsTheLastGoodState()
    {
        Write("trac.ini", "[s]\no = 1\n");
        using var configuration = Open();
        Write("trac.ini", "broken\n");
        Assert.False(configuration.Refresh());
        Assert.Equal("1", configuration.Get("s", "o"));
        Write("trac.ini", "[s]\no = second\n");
        var token = configuration.GetChangeToken();
        Assert.True(configuration.Refresh());
        Assert.True(token.HasChanged);
        Assert.Equal("second", configuration.Get("s", "o"));
    }

    [Fact]
    public async Task Set_LeavesEveryOtherLineAsItWas()
    {
        Write("trac.ini", "; head\r\n[b]\r\n  # why\r\n  O = 1\r\n  p = x\r\n     y\r\n\r\n# of a\r\n[a]\r\nq = 2");
        using var configuration = Open();
        await configuration.SetAsync("trac", "base_url", "http://x", default);
        await configuration.SetAsync("project", "name", "one", default);
        var text = File.ReadAllText(Conf("trac.ini"));
        Assert.Equal("; head\r\n[b]\r\n  # why\r\n  O = 1\r\n  p = x\r\n     y\r\n\r\n# of a\r\n[a]\r\nq = 2\r\n\r\n[trac]\r\nbase_url = http://x\r\n\r\n[project]\r\nname = one\r\n", text);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("a\nb\n\nc")]
    [InlineData("\nfirst empty")]
    [InlineData("[x]\n[y]\nz = 1")]
    [InlineData("# first may")]
    [InlineData("ünï € = : ;")]
    public async Task Set_ReadsBackEqual(string value)
    {
        Write("trac.ini", "[project]\n        descr = deep\n          er\nname = n\n");
        using var configuration = Open();
        await configuration.SetAsync("project", "descr", value, default);
        using var again = Open();
        Assert.Equal((value, "n"), (again.Get("project", "descr"), again.Get("project", "name")));
    }

    [Theory]
    [InlineData("project", "descr", " blank")]
    [InlineData("project", "descr", "a\n# comment")]
    [InlineData("project", "descr", "end\n")]
    [InlineData("project", "a=b", "1")]
    [InlineData("project", "#a", "1")]
    [InlineData("project", "[a", "1")]
    [InlineData("pro]ject", "a", "1")]
    [InlineData("DEFAULT", "a", "1")]
    public async Task Set_WhatCouldNotBeReadBack_IsRefusedAndWritesNothing(string section, string option, string value)
    {
        Write("trac.ini", "[project]\ndescr = old\n");
        using var configuration = Open();
        var problem = await Assert.ThrowsAsync<ConfigurationException>(() => configuration.SetAsync(section, option, value, default).AsTask());
        Assert.DoesNotContain('\n', problem.Message);
        Assert.Equal("[project]\ndescr = old\n", File.ReadAllText(Conf("trac.ini")));
        Assert.False(File.Exists(Conf("offtrac.ini")));
    }

    [Fact]
    public async Task Set_TwoWriters_LoseNothing()
    {
        Write("trac.ini", "[project]\n");
        using var one = Open();
        using var two = Open();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => (i % 2 == 0 ? one : two).SetAsync("project", $"o{i}", "1", default).AsTask())));
        using var again = Open();
        Assert.Equal(40, again.Section("project").Count);
    }

    [Fact]
    public async Task Set_WhatAKilledWriterLeft_IsNoHindrance()
    {
        Write("trac.ini", "[project]\n");
        Write(".trac.ini.new", "[pro");
        Write(".trac.ini.lock", "");
        using var configuration = Open();
        await configuration.SetAsync("project", "name", "n", default);
        Assert.Equal("n", configuration.Get("project", "name"));
        Assert.False(File.Exists(Conf(".trac.ini.new")));
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public async Task Set_EachSaveHasAnotherTime_AndModeStays()
    {
        Write("trac.ini", "[project]\n");
        File.SetUnixFileMode(Conf("trac.ini"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        using var configuration = Open();
        var times = new List<DateTime>();
        for (var i = 0; i < 5; i++)
        {
            await configuration.SetAsync("project", "name", $"n{i}", default);
            times.Add(File.GetLastWriteTimeUtc(Conf("trac.ini")));
        }

        Assert.Distinct(times);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(Conf("trac.ini")));
    }

    [Theory]
    [InlineData("wiki", "trac.ini")]
    [InlineData("components", "offtrac.ini")]
    [InlineData("ping", "offtrac.ini")]
    public async Task Set_GoesToTheFileWhoseSectionItIs(string section, string file)
    {
        Write("trac.ini", "");
        using var configuration = Open();
        await configuration.SetAsync(section, "o", "1", default);
        Assert.Equal(Conf(file), configuration.Find(section, "o")!.File);
    }

    [Fact]
    public async Task Set_ReadOnly_IsRefused()
    {
        using var configuration = EnvironmentConfiguration.Open(
            ConfigurationFiles.ForEnvironment(_environment.Path, null, readOnly: true), TimeProvider.System, NullLogger.Instance);
        await Assert.ThrowsAsync<ReadOnlyException>(() => configuration.SetAsync("wiki", "o", "1", default).AsTask());
    }

    public void Dispose() => _environment.Dispose();

    private string Conf(string file) => _environment.Combine("conf", file);

    private void Write(string file, string text) => File.WriteAllText(Conf(file), text);

    private EnvironmentConfiguration Open() => EnvironmentConfiguration.Open(
        ConfigurationFiles.ForEnvironment(_environment.Path, null, readOnly: false), TimeProvider.System, NullLogger.Instance);
}
