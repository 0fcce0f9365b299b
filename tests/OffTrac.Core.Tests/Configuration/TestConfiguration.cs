using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Configuration;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Configuration;

/// <summary>An environment that has nothing but files of configuration.</summary>
internal sealed class TestConfiguration : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<EnvironmentConfiguration> _opened = [];

    public TestConfiguration() => Directory.CreateDirectory(_directory.Combine("conf"));

    public string Path => _directory.Path;

    public string TracIni => File("trac.ini");

    public string HostIni => _directory.Combine("host.ini");

    public string File(string name) => _directory.Combine("conf", name);

    public TestConfiguration Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return this;
    }

    public EnvironmentConfiguration Open(ILogger? logger = null)
    {
        var files = ConfigurationFiles.ForEnvironment(_directory.Path, System.IO.File.Exists(HostIni) ? HostIni : null, readOnly: false);
        var configuration = EnvironmentConfiguration.Open(files, TimeProvider.System, logger ?? NullLogger.Instance);
        _opened.Add(configuration);
        return configuration;
    }

    public void Dispose()
    {
        foreach (var configuration in _opened)
            configuration.Dispose();
        _directory.Dispose();
    }
}
