using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OffTrac.Plugins.Redis.Connections;
using OffTrac.Plugins.Redis.Publishing;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Security;

namespace OffTrac.Plugins.Redis;

/// <summary>Owns the connection to Redis. Stands for the original's component of the same name; the streams need it.</summary>
[Component("tracext.redispub.redis.RedisClient")]
public sealed class RedisClient : IBackgroundService, IHealthContributor, IAsyncDisposable
{
    private readonly RedisConnection _connection;
    private readonly IDisposable? _edits;

    public RedisClient(
        IEnvironment environment,
        IOptionsMonitor<RedisClientOptions> client,
        IOptionsMonitor<RedispubOptions> options,
        IDeliveries deliveries,
        IPermissions permissions,
        TimeProvider time,
        ILogger<RedisClient> logger)
    {
        ArgumentNullException.ThrowIfNull(client);
        var counts = new PublishCounts(logger);
        var outages = new OutageReport(environment, options, deliveries, time, logger);
        _connection = new RedisConnection(() => RedisSettings.From(client.CurrentValue, environment), outages, new RedisConnector(time), time);
        Events = new EventPublisher(environment, options, permissions, _connection, counts, time, logger);
        Outages = outages;
        _edits = client.OnChange((_, _) => _connection.Refresh());
    }

    internal EventPublisher Events { get; }

    internal OutageReport Outages { get; }

    public async Task RunAsync(CancellationToken cancellation)
    {
        _connection.Start();
        await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public ValueTask<HealthReport> CheckHealthAsync(CancellationToken cancellation) => new(_connection.Problem is { } problem
        ? new HealthReport
        {
            State = HealthState.Degraded,
            Reason = $"Redis at {_connection.Place} {(problem.Failure == RedisFailure.Configuration ? "refuses" : "is away")} since {problem.Since:u}: {problem.Reason}",
        }
        : new HealthReport());

    public async ValueTask DisposeAsync()
    {
        _edits?.Dispose();
        await _connection.DisposeAsync().ConfigureAwait(false);
    }
}
