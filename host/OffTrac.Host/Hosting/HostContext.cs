using OffTrac.Host.Components;
using OffTrac.Sdk.Environments;

namespace OffTrac.Host.Hosting;

/// <summary>What the environments need of the host that serves them.</summary>
internal sealed record HostContext
{
    public required HostStartup Startup { get; init; }

    public required IHost Identity { get; init; }

    public required PluginCompositions Plugins { get; init; }

    public required Lazy<IHttpClientFactory> HttpClients { get; init; }

    public ILoggerFactory Loggers => Startup.Loggers;

    public TimeProvider Time => Startup.Time;

    public bool IsServing => Startup.Mode == HostMode.Serve;
}
