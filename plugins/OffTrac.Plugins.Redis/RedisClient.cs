using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OffTrac.Plugins.Redis.Commands;
using OffTrac.Plugins.Redis.Connections;
using OffTrac.Plugins.Redis.Publishing;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Redis;

/// <summary>Owns the connection to Redis. Stands for the original's component of the same name; the streams need it.</summary>
[Component("tracext.redispub.redis.RedisClient")]
public sealed class RedisClient : IBackgroundService, IHealthContributor, ISchemaOwner, ICommandProvider, IAsyncDisposable
{
    private static readonly TimeSpan s_writePause = TimeSpan.FromSeconds(10);

    private readonly PlainQueue _plain;
    private readonly PublishCounts _counts;
    private readonly TimeProvider _time;
    private readonly RedispubCommands _commands;
    private readonly IDisposable? _edits;

    public RedisClient(
        IEnvironment environment,
        IOptionsMonitor<RedisClientOptions> client,
        IOptionsMonitor<RedispubOptions> options,
        IDatabase database,
        IDeliveries deliveries,
        IPermissions permissions,
        TimeProvider time,
        ILogger<RedisClient> logger)
    {
        ArgumentNullException.ThrowIfNull(client);
        _time = time;
        _counts = new PublishCounts(logger);
        Ledger = new Ledger(database, time);
        Outages = new OutageReport(environment, options, deliveries, Ledger, time, logger);
        var connector = new RedisConnector(time);
        Connection = new RedisConnection(Settings, Outages, connector, time);
        _plain = new PlainQueue(Connection, _counts, logger);
        Events = new EventPublisher(environment, options, permissions, Connection, _plain, _counts, Outages, time, logger);
        _commands = new RedispubCommands(
            new StatusCommand(Settings, connector, deliveries, Ledger, time),
            new TailCommand(Settings, connector, environment, options),
            new TestCommand(Settings, connector, environment, options, time),
            new ReplayCommand(Settings, connector, environment, options));
        _edits = client.OnChange((_, _) => Connection.Refresh());

        RedisSettings Settings() => RedisSettings.From(client.CurrentValue, environment);
    }

    public IReadOnlyList<Command> Commands => RedispubCommands.All;

    public DatabaseSchema Schema => LedgerTables.Schema;

    internal EventPublisher Events { get; }

    internal OutageReport Outages { get; }

    internal RedisConnection Connection { get; }

    internal Ledger Ledger { get; }

    /// <summary>Connects, and writes down now and then what went wrong.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        Connection.Start();
        try
        {
            while (true)
            {
                await Task.Delay(s_writePause, _time, cancellation).ConfigureAwait(false);
                await WriteCountsAsync(cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await WriteCountsAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    public ValueTask<HealthReport> CheckHealthAsync(CancellationToken cancellation) => new(Connection.Problem is { } problem
        ? new HealthReport
        {
            State = HealthState.Degraded,
            Reason = $"Redis at {Connection.Place} {(problem.Failure == RedisFailure.Configuration ? "refuses" : "is away")} since {problem.Since:u}: {problem.Reason}",
        }
        : new HealthReport());

    public ValueTask<CommandResult> RunAsync(CommandInput input, CancellationToken cancellation) => _commands.RunAsync(input, cancellation);

    public async ValueTask DisposeAsync()
    {
        _edits?.Dispose();
        await _plain.DisposeAsync().ConfigureAwait(false);
        await Connection.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Events were dropped; subscribers hear of it now or when there is a connection.</summary>
    internal async ValueTask DroppedAsync(long count, CancellationToken cancellation)
    {
        await Outages.LostAsync(count, cancellation).ConfigureAwait(false);
        await Connection.UseAsync(Outages.TellLostAsync, cancellation).ConfigureAwait(false);
    }

    private async ValueTask WriteCountsAsync(CancellationToken cancellation)
    {
        var (repeated, refused, lost) = _counts.Take();
        try
        {
            await Ledger.AddAsync([(Ledger.Repeated, repeated), (Ledger.Refused, refused), (Ledger.Lost, lost)], cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TracException or OperationCanceledException)
        {
            _counts.PutBack(repeated, refused, lost);
        }
    }
}
