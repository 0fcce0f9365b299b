using OffTrac.Sdk.Components;

namespace OffTrac.Core.Components;

/// <summary>The components of a point in the order of an ini list.</summary>
internal sealed class OrderedExtensionPoint<T>(
    ExtensionPoint<T> point, ComponentCaller<T> caller, Func<IReadOnlyList<string>> names, bool onlyListed) : ComponentRounds<T>(caller)
    where T : class
{
    public override IReadOnlyList<string> Components => [.. Round().Slots.Select(slot => slot.Name)];

    public override IExtensionPoint<T> Ordered(Func<IReadOnlyList<string>> otherNames, bool onlyOtherListed)
        => point.Ordered(otherNames, onlyOtherListed);

    private protected override (PointSnapshot<T> Snapshot, ComponentSlot<T>[] Slots) Round()
    {
        var snapshot = point.Snapshot;
        return (snapshot, snapshot.All.Length == 0 ? [] : snapshot.Order(this, names(), onlyListed));
    }
}
