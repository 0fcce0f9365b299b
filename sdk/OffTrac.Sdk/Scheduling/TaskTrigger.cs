namespace OffTrac.Sdk.Scheduling;

/// <summary>Why a run was started.</summary>
public enum TaskTrigger
{
    /// <summary>Its time had come.</summary>
    Schedule,

    /// <summary>Its time had passed unnoticed.</summary>
    CatchUp,

    /// <summary>The attempt before failed.</summary>
    Retry,

    /// <summary>The run before asked for it with <see cref="TaskResult.RunAgainIn"/>.</summary>
    Again,

    /// <summary>The host of the run before died.</summary>
    LostRerun,

    /// <summary>A person asked for it on a page.</summary>
    Manual,

    /// <summary>A person asked for it with <c>offtrac scheduler run</c>.</summary>
    Command,
}
