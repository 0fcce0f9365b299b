using OffTrac.Core.Components;
using OffTrac.Host.Environments;
using OffTrac.Sdk.Environments;

namespace OffTrac.Host.Hosting;

/// <summary>The host process: environments, plugins, and the components of both.</summary>
public sealed class OffTracHost : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    private OffTracHost(HostStartup startup)
    {
        Startup = startup;
        Loggers = startup.Loggers;
        Time = startup.Time;
        Points = new ExtensionPoints(startup.Time, startup.Loggers.CreateLogger("OffTrac.Components"));
        Environments = new HostEnvironments(startup);
        Identity = new HostIdentity(
            Environment.MachineName, startup.Mode == HostMode.Serve, startup.Time.GetUtcNow(), _stopping.Token);
    }

    public HostStartup Startup { get; }

    public HostEnvironments Environments { get; }

    /// <summary>Extension points of components of scope <c>Host</c>.</summary>
    public IExtensionPoints Points { get; }

    public IHost Identity { get; }

    public ILoggerFactory Loggers { get; }

    public TimeProvider Time { get; }

    public static Task<OffTracHost> StartAsync(HostStartup startup, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(new OffTracHost(startup));
    }

    public Task StopAsync(CancellationToken cancellation) => _stopping.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _stopping.Dispose();
    }
}
