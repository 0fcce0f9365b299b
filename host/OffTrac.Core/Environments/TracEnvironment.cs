using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;

namespace OffTrac.Core.Environments;

/// <summary>An environment that is open.</summary>
public sealed class TracEnvironment : IEnvironment
{
    private volatile string _hostAddress = "";

    public TracEnvironment(string directory, IEnvironmentConfiguration configuration, int databaseVersion, bool isReadOnly)
    {
        Directory = directory;
        Name = Path.GetFileName(directory);
        Configuration = configuration;
        DatabaseVersion = databaseVersion;
        IsReadOnly = isReadOnly;
        Traits = DatabaseTraits.Of(databaseVersion);
    }

    public string Name { get; }

    public string Directory { get; }

    public string ProjectName => Configuration.Get("project", "name") ?? "My Project";

    public string BaseUrl => (Configuration.Get("trac", "base_url") is { Length: > 0 } configured ? configured : _hostAddress).TrimEnd('/');

    public EnvironmentRole Role => EnvironmentRoleOption.Read(Configuration);

    public bool IsReadOnly { get; }

    public int DatabaseVersion { get; }

    public IEnvironmentConfiguration Configuration { get; }

    /// <summary>What the database of this version has and how it stores things.</summary>
    public DatabaseTraits Traits { get; }

    /// <summary>Says where the host serves the environment, for <see cref="BaseUrl"/> when the ini is silent.</summary>
    public void ServeAt(string address) => _hostAddress = address;
}
