using System.Globalization;
using Dapper;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Storage;
using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Tests.Deliveries;

/// <summary>A backlog as after a week without the receiver: 20,000 rows in an ordinary run, a million with <c>tests/run.sh --full</c>.</summary>
public abstract class LargeBacklogTests(TestEngine engine) : IDisposable
{
    private const string Name = "test.Listener";
    private static readonly int s_events = Environment.GetEnvironmentVariable("OFFTRAC_FULL") == "1" ? 1_000_000 : 20_000;

    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task Is_read_by_keys_held_in_flat_memory_and_told_to_the_end()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database, new DeliverySettings());
        var (isAway, told) = (true, 0);
        var listener = new CountingListener(() =>
        {
            if (isAway)
                throw new DeliveryPausedException("away");
            Interlocked.Increment(ref told);
        });
        world.Enable((Name, listener, Delivery.Durable));
        await world.ChangeAsync(1, "first");
        await database.WriteAsync(database.Engine, FillAsync, scope: null, default);
        var plan = await PlanAsync(database);
        Assert.DoesNotMatch(engine.Engine == DatabaseEngine.Sqlite ? "SCAN|TEMP B-TREE" : "Seq Scan|Sort", plan);

        using var stop = new CancellationTokenSource();
        var running = world.Dispatcher().RunAsync(stop.Token);
        await DeliveryWorld.UntilAsync(async () => (await world.Queue.CountAsync(Name, default))[0].Count == s_events + 1 && listener.Calls > 0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 50; i++)
            await world.ChangeAsync(2, "while it waits");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, before + 20_000_000);

        isAway = false;
        await ((IDeliveries)world.Queue).RetryAsync(Name, default);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while ((await world.Queue.CountAsync(Name, default)).Count > 0)
            await Task.Delay(100, limit.Token);
        await stop.CancelAsync();
        await running;
        Assert.Equal(s_events + 51, told);
        Assert.Equal("0", await world.ScalarAsync("SELECT COUNT(*) FROM offtrac_event"));
    }

    /// <summary>Copies the first event, for five thousand tickets.</summary>
    private static async ValueTask<int> FillAsync(IWriteScope scope, DatabaseEngine engine, CancellationToken cancellation)
    {
        var numbers = engine == DatabaseEngine.PostgreSql
            ? $"SELECT generate_series(1, {s_events}) AS n"
            : $"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {s_events}) SELECT n FROM c";
        await scope.Connection.ExecuteAsync(
            $"""
            INSERT INTO offtrac_event (kind, resource, time, recorded, author, origin, version, data)
            SELECT e.kind, 'ticket:' || (10 + s.n % 5000), e.time, e.recorded, e.author, e.origin, e.version, e.data
            FROM ({numbers}) AS s CROSS JOIN offtrac_event AS e;
            INSERT INTO offtrac_event_delivery (component, event, attempts, next_try)
            SELECT '{Name}', number, 0, 0 FROM offtrac_event WHERE number > (SELECT MIN(number) FROM offtrac_event);
            """,
            transaction: scope.Transaction,
            commandTimeout: 300);
        if (engine == DatabaseEngine.PostgreSql)
            await scope.Connection.ExecuteAsync("ANALYZE offtrac_event; ANALYZE offtrac_event_delivery", transaction: scope.Transaction);
        return 0;
    }

    private static async Task<string> PlanAsync(Database database) => await database.ReadAsync(
        database.Engine,
        static async (session, engine, _) =>
        {
            var lines = await session.Connection.QueryAsync(
                (engine == DatabaseEngine.Sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + PendingReader.Select,
                new { component = Name, after = 100L, limit = 1000 },
                session.Transaction);
            return string.Join('\n', lines.Select(line => string.Join(' ', ((IDictionary<string, object>)line).Values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)))));
        },
        default);
}
