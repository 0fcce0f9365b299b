namespace OffTrac.Core.Components;

/// <summary>A running component: who it is, the instance, and how to enter it.</summary>
public sealed class ComponentEntry(ComponentDescription description, object instance, IComponentLease lease)
{
    public ComponentDescription Description { get; } = description;

    public object Instance { get; } = instance;

    public IComponentLease Lease { get; } = lease;
}
