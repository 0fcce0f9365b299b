namespace OffTrac.Sdk.Environments;

/// <summary>How something is.</summary>
public enum HealthState
{
    /// <summary>All is well.</summary>
    Healthy,

    /// <summary>It works, but a person should look. <c>/health</c> still answers 200.</summary>
    Degraded,

    /// <summary>It does not work. <c>/health</c> answers 503.</summary>
    Unhealthy,
}
