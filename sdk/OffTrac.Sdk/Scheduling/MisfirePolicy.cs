namespace OffTrac.Sdk.Scheduling;

/// <summary>What is done about times that passed without a run, because no host was up, no ping came or the database was away.</summary>
public enum MisfirePolicy
{
    /// <summary>One run, for the newest of them. The older ones become one line of the history.</summary>
    Once,

    /// <summary>None; one line of the history.</summary>
    Skip,

    /// <summary>A run for each, oldest first, one after the other, up to <c>[scheduler] catch_up_max</c> and <c>catch_up_age</c>.</summary>
    All,
}
