using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Tests.Configuration;

public sealed class HostConfigurationTests : IDisposable
{
    private readonly TestConfiguration _files = new();

    [Fact]
    public void Host_IsReadFromItsOwnFileOnly()
    {
        File.WriteAllText(_files.HostIni, "[host]\nrealm = ours\nenvironments = a, ../b\nunload = off\n[wiki]\nmax_size = 5\n");
        _files.Write("offtrac.ini", "[host]\nrealm = theirs\n").Write("trac.ini", "[trac]\n");
        using var host = OpenHost();
        Assert.Equal(("ours", false), (host.Options.Realm, host.Options.Unload));
        Assert.Equal(["a", "../b"], host.Options.Environments);
        Assert.Equal(Path.Combine(Path.GetDirectoryName(_files.HostIni)!, "a"), host.Resolve("a"));
    }

    [Fact]
    public void OtherSections_LieBelowTheEnvironmentsOwnFiles_HostDoesNot()
    {
        File.WriteAllText(_files.HostIni, "[host]\nrealm = ours\n[wiki]\nmax_size = 5\n[ticket]\ndefault_type = far\n");
        var configuration = _files.Write("trac.ini", "[ticket]\ndefault_type = near\n").Open();
        Assert.Equal(("5", "near"), (configuration.Get("wiki", "max_size"), configuration.Get("ticket", "default_type")));
        Assert.Null(configuration.Get("host", "realm"));
        Assert.DoesNotContain("host", configuration.Sections);
        Assert.Equal(_files.HostIni, configuration.Find("wiki", "max_size")!.File);
    }

    [Fact]
    public void BadValue_IsOneLine()
    {
        File.WriteAllText(_files.HostIni, "# head\n[host]\nunload = maybe\n");
        var problem = Assert.Throws<ConfigurationException>(OpenHost).Message;
        Assert.Equal($"{_files.HostIni}:3: [host] unload is 'maybe'; allowed is yes, true, on, enabled, 1 or no, false, off, disabled, 0.", problem);
    }

    [Fact]
    public void UnknownOption_IsAWarningWithTheNearestName()
    {
        File.WriteAllText(_files.HostIni, "[host]\nurl = http://127.0.0.1:1\n[ping]\nanything = 1\n");
        var logger = new LinesLogger();
        using var host = HostConfiguration.Open(_files.HostIni, readOnly: true, TimeProvider.System, logger);
        Assert.Equal([$"{_files.HostIni}:2: [host] url is not known; did you mean urls?"], logger.Lines);
    }

    [Fact]
    public void MissingFile_IsNamed() =>
        Assert.Equal($"{_files.HostIni}: there is no such file.", Assert.Throws<ConfigurationException>(OpenHost).Message);

    [Fact]
    public void NoFile_GivesTheDefaults()
    {
        using var host = HostConfiguration.Open(null, readOnly: true, TimeProvider.System, NullLogger.Instance);
        Assert.Equal(["http://127.0.0.1:8000"], host.Options.Urls);
    }

    public void Dispose() => _files.Dispose();

    private HostConfiguration OpenHost() => HostConfiguration.Open(_files.HostIni, readOnly: true, TimeProvider.System, NullLogger.Instance);
}
