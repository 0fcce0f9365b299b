namespace OffTrac.Sdk.Resources;

/// <summary>How long the description of a resource should be.</summary>
public enum ResourceFormat
{
    /// <summary>A few words: <c>Ticket #12</c>.</summary>
    Default,

    /// <summary>As short as can be: <c>#12</c>.</summary>
    Compact,

    /// <summary>With what it is about: <c>Ticket #12: Pump leaks</c>.</summary>
    Summary,
}
