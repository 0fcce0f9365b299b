namespace OffTrac.Sdk.Components;

/// <summary>What the failure of one component means for whoever called the extension point.</summary>
public enum FailureBehavior
{
    /// <summary>It is logged and counted, and the next component is called. For listeners and contributors.</summary>
    Skip,

    /// <summary>
    /// It is logged and counted, and the caller gets a <see cref="ComponentFailedException"/>. For those whose silence would
    /// let something through: permission policies, manipulators, authenticators.
    /// </summary>
    Throw,
}
