namespace OffTrac.Core.Components;

/// <summary>Why a component is enabled or not.</summary>
public enum EnablementReason
{
    /// <summary>A rule in <c>[components]</c> says so.</summary>
    Rule,

    /// <summary>Trac's own components are on when no rule speaks of them.</summary>
    TracDefault,

    /// <summary>It came in the environment's own plugin folder, and no rule speaks of it.</summary>
    EnvironmentPlugin,

    /// <summary>No rule speaks of it, and it is not Trac's own.</summary>
    Undecided,
}
