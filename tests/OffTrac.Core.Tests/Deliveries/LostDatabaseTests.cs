using OffTrac.Core.Deliveries;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Components;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Deliveries;

/// <summary>A server that goes away in the middle of telling.</summary>
public sealed class LostDatabaseTests
{
    private const string Name = "test.Listener";

    [SkippableTheory]
    [InlineData(15)]
    [InlineData(1)]
    public async Task Events_told_while_the_server_was_away_are_marked_when_it_is_back(int lease)
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        await using var server = await PostgreSqlServer.StartNewAsync();
        await using var database = Database.Open(ConnectionString.Parse(await server.LoadAsync("trac-1.6-postgres.sql.gz"), "/"), new DatabaseSettings());
        var world = new DeliveryWorld(database, new DeliverySettings
        {
            Lease = TimeSpan.FromSeconds(lease), Poll = TimeSpan.FromMilliseconds(100), FirstPause = TimeSpan.FromMilliseconds(100), MarkDelay = TimeSpan.FromMilliseconds(10),
        });
        var gate = new SemaphoreSlim(0);
        var listener = new RecordingListener(async (_, token) => await gate.WaitAsync(token));
        world.Enable((Name, listener, Delivery.Durable));
        for (var i = 0; i < 60; i++)
            await world.ChangeAsync(1 + (i % 10), $"{i}");
        using var stop = new CancellationTokenSource();
        var running = world.Dispatcher().RunAsync(stop.Token);
        gate.Release(5);
        await DeliveryWorld.UntilAsync(() => listener.Heard.Count >= 5);
        await server.KillAsync();
        gate.Release(15);
        await Task.Delay(TimeSpan.FromSeconds(2));
        await server.StartAsync();
        gate.Release(1000);
        await DeliveryWorld.UntilAsync(async () =>
        {
            try
            {
                return (await world.Queue.ListAsync(Name, default)).Count == 0;
            }
            catch (Sdk.Storage.DatabaseUnavailableException)
            {
                return false;
            }
        });
        await stop.CancelAsync();
        await running;
        for (var ticket = 1; ticket <= 10; ticket++)
            Assert.Equal(Enumerable.Range(0, 6).Select(i => $"{ticket - 1 + (i * 10)}"), listener.Comments(ticket));
    }
}
