namespace OffTrac.Core.Components;

/// <summary>An extension point, whatever its interface.</summary>
internal interface IReplaceablePoint
{
    void Replace(IReadOnlyList<ComponentEntry> entries);

    void FindStalls();

    void AddStatistics(string component, ICollection<ComponentStatistics> statistics);
}
