using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Components;
using OffTrac.Core.Deliveries;
using OffTrac.Host.Environments;
using OffTrac.Host.Hosting;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Storage;
using OffTrac.TestServers;

namespace OffTrac.Benchmarks.Deliveries;

/// <summary>The recorded environment in this process, with one durable listener whenever a benchmark wants it.</summary>
internal sealed class DeliverySite : IAsyncDisposable
{
    private readonly TemporaryDirectory _copy;
    private readonly PostgreSqlServer? _server;
    private readonly OffTracHost _host;

    private DeliverySite(TemporaryDirectory copy, PostgreSqlServer? server, OffTracHost host) => (_copy, _server, _host) = (copy, server, host);

    public TimedListener Listener { get; } = new();

    public IDatabase Database => Environment.Get<IDatabase>();

    public IChangeRecorder Recorder => Environment.Get<IChangeRecorder>();

    public EnvironmentHost Environment => _host.Environments.Served[0];

    public static async Task<DeliverySite> StartAsync(string database)
    {
        var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        var server = database == "postgresql" ? await PostgreSqlServer.StartNewAsync() : null;
        if (server is not null)
        {
            var ini = copy.Combine("conf", "trac.ini");
            var text = await File.ReadAllTextAsync(ini);
            await File.WriteAllTextAsync(ini, text.Replace("sqlite:db/trac.db", await server.LoadAsync("trac-1.6-postgres.sql.gz"), StringComparison.Ordinal));
        }

        var host = await OffTracHost.StartAsync(new HostStartup { Mode = HostMode.Command, Environments = [copy.Path], CommandWords = [] }, CancellationToken.None);
        return new DeliverySite(copy, server, host);
    }

    public void Listen() => Environment.Get<IExtensionPoints>().Replace(
    [
        new ComponentEntry(
            new ComponentDescription { Name = "benchmark.Listener", Plugin = "benchmark", Delivery = Delivery.Durable }, Listener, new OpenLease()),
    ]);

    public DeliveryDispatcher Dispatcher() => new(
        Database,
        Environment.Get<IExtensionPoints>(),
        Environment.Get<DeliverySignal>(),
        TimeProvider.System,
        NullLogger<DeliveryDispatcher>.Instance,
        new DeliverySettings());

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _copy.Dispose();
    }

    private sealed class OpenLease : IComponentLease
    {
        public CancellationToken Going => CancellationToken.None;

        public bool TryEnter() => true;

        public void Exit()
        {
        }
    }
}
