namespace OffTrac.Core.Deliveries;

/// <summary>
/// Parts pending events into lanes that can run side by side. An event whose resource is busy, or waits after a failure, holds up
/// only what comes after it for the same resource; a renaming has its place among the events of both names.
/// </summary>
internal sealed class DeliveryPlan(IEnumerable<string> busy, long now, int lanes, int eventsPerLane)
{
    private readonly HashSet<string> _blocked = new(busy, StringComparer.Ordinal);
    private readonly Dictionary<string, DeliveryLane> _byResource = new(StringComparer.Ordinal);

    public List<DeliveryLane> Lanes { get; } = [];

    /// <summary>When the first of the waiting ones is to be tried again.</summary>
    public long NextTry { get; private set; } = long.MaxValue;

    public bool IsFull => Lanes.Count >= lanes;

    /// <summary>Takes the next event in the order of numbers.</summary>
    public void Add(PendingEvent pending)
    {
        var isBlocked = IsBlocked(pending.Resource) || (pending.Related is { } related && IsBlocked(related));
        if (!isBlocked && pending.NextTry > now)
        {
            NextTry = Math.Min(NextTry, pending.NextTry);
            isBlocked = true;
        }

        if (isBlocked || LaneOf(pending) is not { } lane)
        {
            Block(pending);
            return;
        }

        lane.Add(pending);
        foreach (var resource in lane.Resources)
            _byResource[resource] = lane;
    }

    private bool IsBlocked(string resource) => _blocked.Contains(resource);

    private DeliveryLane? LaneOf(PendingEvent pending)
    {
        var own = _byResource.GetValueOrDefault(pending.Resource);
        var other = pending.Related is null ? null : _byResource.GetValueOrDefault(pending.Related);
        if (own is not null && other is not null && own != other)
            return null;
        var lane = own ?? other;
        if (lane is null && !IsFull)
            Lanes.Add(lane = new DeliveryLane());
        return lane is null || lane.Events.Count >= eventsPerLane ? null : lane;
    }

    private void Block(PendingEvent pending)
    {
        _blocked.Add(pending.Resource);
        if (pending.Related is not null)
            _blocked.Add(pending.Related);
    }
}
