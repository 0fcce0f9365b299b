using OffTrac.Core.Components;
using OffTrac.Sdk.Resources;

namespace OffTrac.Core.Deliveries;

/// <summary>One kind of event: its stored form, and who is told of it.</summary>
internal abstract class EventKind(string name, string listener)
{
    /// <summary>Name in the table, such as <c>ticket.changed</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Simple name of the extension point whose components are told.</summary>
    public string Listener { get; } = listener;

    public abstract Type Event { get; }

    public abstract Resource ResourceOf(ChangeEvent change);

    /// <summary>A second resource among whose events this one has its place; null for most.</summary>
    public abstract Resource? RelatedTo(ChangeEvent change);

    public abstract string Write(ChangeEvent change);

    public abstract ChangeEvent Read(string data);

    public abstract IReadOnlyList<ComponentDescription> Durable(IExtensionPoints points);

    public abstract ValueTask TellPlainAsync(IExtensionPoints points, ChangeEvent change, CancellationToken cancellation);

    /// <summary>How long one telling may last; null for ever.</summary>
    public abstract TimeSpan? Limit { get; }

    /// <summary>Tells one durable component, on the caller's thread.</summary>
    public abstract ValueTask<DeliveryResult> DeliverAsync(
        IExtensionPoints points, string component, ChangeEvent change, CancellationToken cancellation);

    /// <summary>Blames a component for a telling that was given up.</summary>
    /// <returns>One line.</returns>
    public abstract string TimedOut(IExtensionPoints points, string component, TimeSpan limit);
}
