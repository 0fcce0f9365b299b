namespace OffTrac.Sdk.Components;

/// <summary>Says how the host treats the components behind an extension point. Without it: skip, 10 seconds.</summary>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class ExtensionPointAttribute : Attribute
{
    /// <summary>What a component's failure means for the caller.</summary>
    public FailureBehavior OnFailure { get; init; }

    /// <summary>
    /// Seconds after which the caller gives up waiting for one call; 0 means no limit. The component's token is cancelled.
    /// </summary>
    public double TimeLimitSeconds { get; init; } = 10;

    /// <summary>
    /// True to cancel the token of a call in progress when the component goes, because it is disabled or its plugin replaced or
    /// removed. Without it such calls are left to end in their own time. Applies to <see cref="IExtensionPoint{T}.AskAllAsync"/>.
    /// </summary>
    public bool CancelsWithComponent { get; init; }
}
