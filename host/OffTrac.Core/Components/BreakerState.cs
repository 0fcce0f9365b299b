namespace OffTrac.Core.Components;

/// <summary>Whether a component is called.</summary>
public enum BreakerState
{
    /// <summary>It is called.</summary>
    Closed,

    /// <summary>It failed too often and is left out for a while.</summary>
    Open,

    /// <summary>The pause is over: one call shows whether it works again.</summary>
    HalfOpen,
}
