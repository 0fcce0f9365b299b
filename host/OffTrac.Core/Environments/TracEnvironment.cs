using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;

namespace OffTrac.Core.Environments;

/// <summary>An environment that is open.</summary>
public sealed class TracEnvironment : IEnvironment
{
    private EnvironmentRole _role;
    private volatile string _hostAddress = "";

    public TracEnvironment(string directory, IEnvironmentConfiguration configuration, int databaseVersion, bool isReadOnly)
    {
        Directory = directory;
        Name = Path.GetFileName(directory);
        Configuration = configuration;
        DatabaseVersion = databaseVersion;
        IsReadOnly = isReadOnly;
        Traits = DatabaseTraits.Of(databaseVersion);
        _role = EnvironmentRoleOption.Read(configuration);
    }

    public string Name { get; }

    public string Directory { get; }

    public string ProjectName => Configuration.Get("project", "name") ?? "My Project";

    public string BaseUrl => (Configuration.Get("trac", "base_url") is { Length: > 0 } configured ? configured : _hostAddress).TrimEnd('/');

    /// <summary>As configured; a bad edit leaves the last good role, because being taken for the only one does harm.</summary>
    public EnvironmentRole Role
    {
        get
        {
            if (EnvironmentRoleOption.TryRead(Configuration, out var role))
            {
                _role = role;
            }

            return _role;
        }
    }

    public bool IsReadOnly { get; }

    public int DatabaseVersion { get; }

    public IEnvironmentConfiguration Configuration { get; }

    /// <summary>What the database of this version has and how it stores things.</summary>
    public DatabaseTraits Traits { get; }

    /// <summary>Says where the host serves the environment, for <see cref="BaseUrl"/> when the ini is silent.</summary>
    public void ServeAt(string address) => _hostAddress = address;
}
