using Dapper;
using OffTrac.Core.Components;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Storage;
using OffTrac.Core.Tests.Components;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Deliveries;

/// <summary>One process on a database: its components, recorder and dispatcher.</summary>
internal sealed class DeliveryWorld(Database database, DeliverySettings? settings = null)
{
    private static readonly DeliverySettings s_quick = new()
    {
        Poll = TimeSpan.FromMilliseconds(50), FirstPause = TimeSpan.FromMilliseconds(50), CleanUp = TimeSpan.FromMilliseconds(200),
    };

    private readonly TestPoints _points = new();

    public DeliverySignal Signal { get; } = new();

    public IExtensionPoints Points => _points.Points;

    public IReadOnlyList<string> Log => _points.Log;

    public ChangeRecorder Recorder => field ??= new ChangeRecorder(database, Points, Signal, TimeProvider.System);

    public DeliveryQueue Queue => field ??= new DeliveryQueue(database, Signal);

    public void Enable(params (string Name, object Listener, Delivery Delivery)[] components) => Points.Replace(
        [.. components.Select(component => TestPoints.Entry(component.Name, component.Listener, new TestLease(), component.Delivery))]);

    public LogLines<DeliveryDispatcher> Logged { get; } = new();

    public DeliveryDispatcher Dispatcher() => new(database, Points, Signal, TimeProvider.System, Logged, settings ?? s_quick);

    /// <summary>Runs a dispatcher until a condition holds.</summary>
    public Task DispatchUntilAsync(Func<bool> isDone) => DispatchUntilAsync(() => Task.FromResult(isDone()));

    /// <summary>Runs a dispatcher until a condition holds.</summary>
    public async Task DispatchUntilAsync(Func<Task<bool>> isDone)
    {
        using var stop = new CancellationTokenSource();
        var running = Dispatcher().RunAsync(stop.Token);
        await UntilAsync(isDone);
        await stop.CancelAsync();
        await running;
    }

    public static Task UntilAsync(Func<bool> isDone) => UntilAsync(() => Task.FromResult(isDone()));

    public static async Task UntilAsync(Func<Task<bool>> isDone)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isDone())
            await Task.Delay(20, limit.Token);
    }

    /// <summary>A change of a ticket as a store makes it: the ticket's row first, then the record.</summary>
    public async Task ChangeAsync(int ticket, string comment, Func<IWriteScope, Task>? more = null) => await database.WriteAsync(
        (this, ticket, comment, more),
        static async (scope, state, token) =>
        {
            var (world, ticket, comment, more) = state;
            await scope.Connection.ExecuteAsync(
                "UPDATE ticket SET keywords = @comment WHERE id = @ticket", new { ticket, comment }, scope.Transaction);
            if (more is not null)
                await more(scope);
            await world.Recorder.RecordAsync(Changed(ticket, comment), scope, token);
            return 0;
        },
        scope: null,
        default);

    public static TicketChanged Changed(int ticket, string comment) => new()
    {
        Ticket = new Ticket { Id = ticket, Values = FieldValues.Empty.With("summary", "S").With("owner", null).With("cc", "") },
        OldValues = FieldValues.Empty.With("keywords", null),
        Comment = comment,
        Author = "joe",
        Time = DateTimeOffset.UnixEpoch.AddYears(56),
        Origin = ChangeOrigin.Web,
    };

    public async Task<string> ScalarAsync(string sql) => await database.ReadAsync(
        sql,
        static async (session, sql, _) => Convert.ToString(
            await session.Connection.ExecuteScalarAsync(sql, transaction: session.Transaction), System.Globalization.CultureInfo.InvariantCulture)!,
        default);
}
