namespace OffTrac.Core.Components;

/// <summary>A component at an extension point.</summary>
internal sealed class ComponentSlot<T>(ComponentEntry entry, ComponentGuard guard)
    where T : class
{
    public readonly T Instance = (T)entry.Instance;
    public readonly ComponentGuard Guard = guard;

    public ComponentDescription Description { get; } = entry.Description;

    public string Name => Description.Name;

    public IComponentLease Lease { get; } = entry.Lease;
}
