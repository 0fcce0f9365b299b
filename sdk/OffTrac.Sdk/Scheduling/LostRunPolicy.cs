namespace OffTrac.Sdk.Scheduling;

/// <summary>What is done about a run whose host died or lost its lease.</summary>
public enum LostRunPolicy
{
    /// <summary>Another run for the same time, at once.</summary>
    Rerun,

    /// <summary>Nothing; the next run is the next regular one.</summary>
    Skip,
}
