using System.Globalization;
using BenchmarkDotNet.Attributes;
using OffTrac.Host.Environments;
using OffTrac.Host.Hosting;
using OffTrac.Sdk.Tickets;
using OffTrac.TestServers;

namespace OffTrac.Benchmarks.Tickets;

/// <summary>Reading and saving a ticket of the recorded environment through the host's own services.</summary>
[MemoryDiagnoser]
public class TicketStoring
{
    private readonly TemporaryDirectory _copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
    private PostgreSqlServer? _server;
    private OffTracHost _host = null!;
    private ITicketStore _tickets = null!;
    private int _number;

    [Params("sqlite", "postgresql")]
    public string Database { get; set; } = "";

    [GlobalSetup]
    public async Task OpenAsync()
    {
        if (Database == "postgresql")
        {
            _server = await PostgreSqlServer.StartNewAsync();
            var database = await _server.LoadAsync("trac-1.6-postgres.sql.gz");
            var ini = _copy.Combine("conf", "trac.ini");
            await File.WriteAllTextAsync(ini, (await File.ReadAllTextAsync(ini)).Replace("sqlite:db/trac.db", database, StringComparison.Ordinal));
        }

        _host = await OffTracHost.StartAsync(new HostStartup { Mode = HostMode.Command, Environments = [_copy.Path], CommandWords = [] }, CancellationToken.None);
        _tickets = _host.Environments.Served[0].Get<ITicketStore>();
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await _host.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _copy.Dispose();
    }

    [Benchmark]
    public async Task<string> Read() => (await _tickets.FindAsync(19, CancellationToken.None))!.Summary;

    [Benchmark]
    public async Task<int> Save()
    {
        var number = Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture);
        var changed = await _tickets.ChangeAsync(
            new TicketUpdate { Id = 30, Author = "benchmark", Values = [new("keywords", number)], Comment = number }, null, CancellationToken.None);
        return changed!.CommentNumber;
    }
}
