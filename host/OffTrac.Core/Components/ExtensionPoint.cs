using Microsoft.Extensions.Logging;
using OffTrac.Sdk.Components;

namespace OffTrac.Core.Components;

/// <summary>The enabled components that implement an interface, in order.</summary>
public sealed class ExtensionPoint<T> : ComponentRounds<T>, IComponentPoint<T>, IReplaceablePoint
    where T : class
{
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private PointSnapshot<T> _snapshot = new([]);

    internal ExtensionPoint(TimeProvider time, ILogger logger)
        : this(new Latest(), time, logger)
    {
    }

    private ExtensionPoint(Latest latest, TimeProvider time, ILogger logger)
        : base(new ComponentCaller<T>(latest.Snapshot, time))
    {
        _time = time;
        _logger = logger;
        latest.Point = this;
    }

    public override IReadOnlyList<string> Components => Snapshot.Names;

    public IReadOnlyList<ComponentDescription> Descriptions => Snapshot.Descriptions;

    public IReadOnlyList<ComponentDescription> Durable => Snapshot.Durable;

    internal PointSnapshot<T> Snapshot => Volatile.Read(ref _snapshot);

    public ValueTask TellPlainAsync<TState>(
        TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation)
    {
        var snapshot = Snapshot;
        return TellRoundAsync(snapshot, snapshot.Plain, throws: false, state, tell, cancellation);
    }

    public async ValueTask<string?> TellOneAsync<TState>(
        string component, TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Snapshot.ByName.TryGetValue(component, out var slot)
            ? (await Caller.TellAsync(slot, state, tell, passTracExceptions: false, cancellation).ConfigureAwait(false)).Failure
            : "it is not enabled";
    }

    public async ValueTask<DeliveryResult> DeliverAsync<TState>(
        string component, TState state, Func<T, TState, CancellationToken, ValueTask> tell, CancellationToken cancellation)
        => Snapshot.ByName.TryGetValue(component, out var slot)
            ? await Caller.DeliverAsync(slot, state, tell, cancellation).ConfigureAwait(false)
            : new DeliveryResult(DeliveryVerdict.Gone, "it is not enabled");

    public string DeliveryTimedOut(string component, TimeSpan limit)
        => Snapshot.ByName.TryGetValue(component, out var slot)
            ? slot.Guard.DeliveryTimedOut(limit)
            : "it is not enabled";

    public async ValueTask<TAnswer> AskOneAsync<TState, TAnswer>(
        string component, TState state, Func<T, TState, CancellationToken, ValueTask<TAnswer>> ask, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!Snapshot.ByName.TryGetValue(component, out var slot))
        {
            throw Caller.Failure(component, "it is not enabled");
        }

        var outcome = await Caller.CallAsync(slot, state, ask, passTracExceptions: true, cancellation).ConfigureAwait(false);
        return outcome.Failure is null ? outcome.Answer! : throw Caller.Failure(slot, outcome.Failure);
    }

    public override IExtensionPoint<T> Ordered(Func<IReadOnlyList<string>> names, bool onlyListed)
        => new OrderedExtensionPoint<T>(this, Caller, names, onlyListed);

    void IReplaceablePoint.Replace(IReadOnlyList<ComponentEntry> entries)
    {
        var old = Snapshot;
        var slots = entries.Where(entry => entry.Instance is T).Select(entry => new ComponentSlot<T>(entry, GuardFor(entry, old))).ToArray();
        if (slots.Length == 0 && old.All.Length == 0)
        {
            return;
        }

        Volatile.Write(ref _snapshot, new PointSnapshot<T>(slots));
        old.Close();
    }

    void IReplaceablePoint.FindStalls() => Caller.Stalls.LookAround(Snapshot);

    void IReplaceablePoint.AddStatistics(string component, ICollection<ComponentStatistics> statistics)
    {
        var snapshot = Snapshot;
        if (snapshot.ByName.TryGetValue(component, out var slot))
        {
            statistics.Add(slot.Guard.Statistics(snapshot.RoundCalls(slot)));
        }
    }

    private protected override (PointSnapshot<T> Snapshot, ComponentSlot<T>[] Slots) Round()
    {
        var snapshot = Snapshot;
        return (snapshot, snapshot.All);
    }

    /// <summary>A component keeps its breaker and counters for as long as its plugin is the same.</summary>
    private ComponentGuard GuardFor(ComponentEntry entry, PointSnapshot<T> old)
        => old.ByName.TryGetValue(entry.Description.Name, out var slot) && ReferenceEquals(slot.Lease, entry.Lease)
            ? slot.Guard
            : new ComponentGuard(entry.Description, typeof(T).Name, entry.Description.IsCore || Caller.Limit is null, Caller.Trust, _time, _logger);

    /// <summary>Lets the caller find the newest snapshot of the point that owns it.</summary>
    private sealed class Latest
    {
        public ExtensionPoint<T>? Point { get; set; }

        public PointSnapshot<T> Snapshot() => Point!.Snapshot;
    }
}
