using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Components;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Deliveries.Watching;
using OffTrac.Core.Storage;
using OffTrac.Core.Tests.Components;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Core.Tickets;
using OffTrac.Core.Wiki;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Tests.Deliveries.Watching;

/// <summary>One host that watches a database, with its own stores and three listeners.</summary>
internal sealed class WatchWorld
{
    private const string Foreign = "test.Foreign";

    private readonly Stores _stores;
    private readonly ExtensionPoints _points = new Components.TestPoints().Points;
    private readonly DeliverySignal _signal = new();

    public WatchWorld(Stores stores)
    {
        _stores = stores;
        stores.Ini["offtrac", "watch_database"] = "1s";
        var foreign = new ForeignChanges(stores.Environment, stores.Database, stores.Fields, TimeProvider.System);
        Recorder = new ChangeRecorder(stores.Database, _points, _signal, TimeProvider.System, foreign);
        Tickets = new TicketStore(stores.Environment, stores.Database, stores.Fields, stores.Attachments, Recorder, TimeProvider.System);
        Wiki = new WikiStore(stores.Database, stores.Attachments, Recorder, TimeProvider.System);
        Watch = new DatabaseWatch(stores.Database, _points, Recorder, foreign, TimeProvider.System, NullLogger<DatabaseWatch>.Instance);
        _points.Replace([Entry(Foreign, Durable, isForeign: true), Entry("test.Own", Own, isForeign: false), Entry("test.Plain", Plain, isForeign: false, Delivery.Plain)]);
    }

    public RecordingListener Durable { get; } = new();

    /// <summary>Durable, but not for what other programs change.</summary>
    public RecordingListener Own { get; } = new();

    public RecordingListener Plain { get; } = new();

    public ChangeRecorder Recorder { get; }

    public ITicketStore Tickets { get; }

    public IWikiStore Wiki { get; }

    public DatabaseWatch Watch { get; }

    public ValueTask<int> LookAsync() => Watch.LookAsync(isFull: false, default);

    public Task CommentAsync(int ticket, string comment) => Tickets.ChangeAsync(
        new TicketUpdate { Id = ticket, Author = "own", Values = [new("keywords", comment)], Comment = comment }, null, default).AsTask();

    /// <summary>Everything that waits, as the listener for foreign changes hears it.</summary>
    public async Task<IReadOnlyList<ChangeEvent>> HearAsync()
    {
        Durable.Heard.Clear();
        using var dispatcher = new DeliveryDispatcher(
            _stores.Database, _points, _signal, TimeProvider.System, NullLogger<DeliveryDispatcher>.Instance, new DeliverySettings());
        await dispatcher.DeliverBrieflyAsync(TimeSpan.FromSeconds(20), default);
        return [.. Durable.Heard.OrderBy(change => change.Number)];
    }

    private static ComponentEntry Entry(string name, RecordingListener listener, bool isForeign, Delivery delivery = Delivery.Durable) =>
        new(new ComponentDescription { Name = name, Plugin = "test", Delivery = delivery, Foreign = isForeign }, listener, new TestLease());
}
