namespace OffTrac.Core.Components;

/// <summary>What all extension points have in common, whatever their interface.</summary>
public abstract class ExtensionPoint
{
    internal abstract void Replace(IReadOnlyList<ComponentEntry> entries);
}
