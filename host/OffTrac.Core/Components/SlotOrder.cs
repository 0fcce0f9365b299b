namespace OffTrac.Core.Components;

/// <summary>A snapshot's components in the order of an ini list.</summary>
internal sealed class SlotOrder<T>(IReadOnlyList<string> names, ComponentSlot<T>[] all, bool onlyListed)
    where T : class
{
    private readonly string[] _names = [.. names];
    private readonly IReadOnlyList<string> _source = names;

    public ComponentSlot<T>[] Slots { get; } = Sort(all, names, onlyListed);

    public bool IsOf(IReadOnlyList<string> other) => ReferenceEquals(other, _source) || other.SequenceEqual(_names, StringComparer.Ordinal);

    private static ComponentSlot<T>[] Sort(ComponentSlot<T>[] slots, IReadOnlyList<string> names, bool onlyListed)
    {
        var first = names.Select(name => Array.Find(slots, slot => IsNamed(slot.Name, name))).OfType<ComponentSlot<T>>().Distinct().ToArray();
        return onlyListed ? first : [.. first, .. slots.Except(first)];
    }

    /// <summary>Trac compares class names with case; a full name is compared as in <c>[components]</c>.</summary>
    private static bool IsNamed(string component, string name)
        => string.Equals(component, name, StringComparison.OrdinalIgnoreCase)
            || component.AsSpan(component.LastIndexOf('.') + 1).Equals(name, StringComparison.Ordinal);
}
