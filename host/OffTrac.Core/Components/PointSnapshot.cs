using System.Runtime.CompilerServices;
using OffTrac.Sdk.Components;

namespace OffTrac.Core.Components;

/// <summary>The components of an extension point at a moment. It holds their plugins until it is closed and the last dispatch over it has ended.</summary>
internal sealed class PointSnapshot<T>
    where T : class
{
    private readonly IComponentLease[] _leases;
    private readonly DispatchScope[] _scopes;

    // Kept here and not in the ordered points, so that the instances go with the snapshot; weakly, because a point may be a plugin's or of one call only.
    private readonly ConditionalWeakTable<object, SlotOrder<T>> _orders = [];
    private int _open;
    private int _trusted = -1;

    public PointSnapshot(ComponentSlot<T>[] slots)
    {
        var leases = slots.Select(slot => slot.Lease).Distinct(ReferenceEqualityComparer.Instance).Cast<IComponentLease>()
            .Where(lease => lease.TryEnter()).ToArray();
        All = [.. slots.Where(slot => leases.Contains(slot.Lease, ReferenceEqualityComparer.Instance))];
        Plain = Array.TrueForAll(All, slot => slot.Description.Delivery == Delivery.Plain)
            ? All : [.. All.Where(slot => slot.Description.Delivery == Delivery.Plain)];
        ByName = All.ToDictionary(slot => slot.Name, StringComparer.OrdinalIgnoreCase);
        Names = [.. All.Select(slot => slot.Name)];
        Descriptions = [.. All.Select(slot => slot.Description)];
        Durable = [.. Descriptions.Where(description => description.Delivery == Delivery.Durable)];
        _leases = leases;
        _scopes = new DispatchScope[All.Length == 0 ? 0 : 8];
        for (var i = 0; i < _scopes.Length; i++)
        {
            _scopes[i] = new DispatchScope();
        }

        _open = _scopes.Length;
    }

    public ComponentSlot<T>[] All { get; }

    public ComponentSlot<T>[] Plain { get; }

    public Dictionary<string, ComponentSlot<T>> ByName { get; }

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<ComponentDescription> Descriptions { get; }

    public IReadOnlyList<ComponentDescription> Durable { get; }

    /// <summary>Whether all components can be called at once on the caller's thread; looked up again only when somebody lost or won trust.</summary>
    public bool IsTrusted(int trustVersion)
    {
        if (Volatile.Read(ref _trusted) == trustVersion)
        {
            return true;
        }

        if (!Array.TrueForAll(All, static slot => slot.Guard.IsReady))
        {
            return false;
        }

        Volatile.Write(ref _trusted, trustVersion);
        return true;
    }

    public ReadOnlySpan<DispatchScope> Scopes => _scopes;

    /// <summary>A free scope; null when all are busy or the snapshot is closed.</summary>
    public DispatchScope? TryEnter()
    {
        var scopes = _scopes;
        var first = Environment.CurrentManagedThreadId;
        for (var i = 0; i < scopes.Length; i++)
        {
            var scope = scopes[(first + i) & (scopes.Length - 1)];
            if (scope.TryEnter())
            {
                return scope;
            }
        }

        return null;
    }

    public void Exit(DispatchScope scope)
    {
        if (scope.Exit())
        {
            ScopeClosed();
        }
    }

    /// <summary>Nobody enters any more; the plugins are let go when nobody is inside.</summary>
    public void Close()
    {
        foreach (var scope in _scopes)
        {
            if (scope.Close())
            {
                ScopeClosed();
            }
        }
    }

    /// <summary>The components in the order of a list, kept for the ordered point that asks until the list changes.</summary>
    public ComponentSlot<T>[] Order(object asker, IReadOnlyList<string> names, bool onlyListed)
    {
        if (!_orders.TryGetValue(asker, out var order) || !order.IsOf(names))
        {
            order = new SlotOrder<T>(names, All, onlyListed);
            _orders.AddOrUpdate(asker, order);
        }

        return order.Slots;
    }

    /// <summary>Rounds that took this component in, which are counted once for all components of the round.</summary>
    public long RoundCalls(ComponentSlot<T> slot)
    {
        long calls = 0;
        foreach (var scope in _scopes)
        {
            calls += Volatile.Read(ref scope.AllRounds);
            calls += slot.Description.Delivery == Delivery.Plain ? Volatile.Read(ref scope.PlainRounds) : 0;
        }

        return calls;
    }

    private void ScopeClosed()
    {
        if (Interlocked.Decrement(ref _open) > 0)
        {
            return;
        }

        foreach (var slot in All)
        {
            slot.Guard.Count(RoundCalls(slot));
        }

        foreach (var lease in _leases)
        {
            lease.Exit();
        }
    }
}
