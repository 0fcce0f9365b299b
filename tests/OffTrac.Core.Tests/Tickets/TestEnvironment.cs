using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;

namespace OffTrac.Core.Tests.Tickets;

internal sealed class TestEnvironment(string directory, IEnvironmentConfiguration configuration, int databaseVersion) : IEnvironment
{
    public string Name => Path.GetFileName(Directory);

    public string Directory { get; } = directory;

    public string ProjectName => Name;

    public string BaseUrl => Configuration.Get("trac", "base_url") ?? "";

    public EnvironmentRole Role => EnvironmentRole.Instead;

    public bool IsReadOnly => false;

    public int DatabaseVersion { get; } = databaseVersion;

    public IEnvironmentConfiguration Configuration { get; } = configuration;
}
