namespace OffTrac.Core.Deliveries;

/// <summary>Events that must be told one after the other, and the resources that wait meanwhile.</summary>
internal sealed class DeliveryLane
{
    public List<PendingEvent> Events { get; } = [];

    public HashSet<string> Resources { get; } = new(StringComparer.Ordinal);

    public void Add(PendingEvent pending)
    {
        Events.Add(pending);
        Resources.Add(pending.Resource);
        if (pending.Related is not null)
            Resources.Add(pending.Related);
    }
}
