namespace OffTrac.Sdk.Tickets;

/// <summary>Steps of an editor besides the storing.</summary>
[Flags]
public enum EditSteps
{
    /// <summary>Store only.</summary>
    None = 0,

    /// <summary>Check what the user may do.</summary>
    Permissions = 1,

    /// <summary>Refuse when somebody else changed it since the person looked.</summary>
    Collision = 2,

    /// <summary>Let the workflow's action set status, owner and resolution.</summary>
    Workflow = 4,

    /// <summary>Check values, and ask the manipulators.</summary>
    Manipulators = 8,

    /// <summary>Have people told: the event says so, and who sends mails does it from there, never inside the request.</summary>
    Notification = 16,

    /// <summary>All of them.</summary>
    All = Permissions | Collision | Workflow | Manipulators | Notification,
}
