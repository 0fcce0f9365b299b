using OffTrac.Sdk.Milestones;

namespace OffTrac.Plugins.Redis.Messages;

/// <summary>The members of messages about milestones.</summary>
internal static class MilestonePayload
{
    public static void Milestone(PayloadWriter payload, Milestone milestone)
    {
        payload.Text("name", milestone.Name);
        payload.Time("due", milestone.Due);
        payload.Time("completed", milestone.Completed);
        payload.Text("description", milestone.Description);
    }

    /// <summary>The milestone, and what differs from before.</summary>
    public static void Changed(PayloadWriter payload, MilestoneChanged changed)
    {
        var (now, before) = (changed.Milestone, changed.OldMilestone);
        Milestone(payload, now);
        payload.BeginMap("old_values");
        if (now.Name != before.Name)
            payload.Text("name", before.Name);
        if (now.Due != before.Due)
            payload.Time("due", before.Due);
        if (now.Completed != before.Completed)
            payload.Time("completed", before.Completed);
        if (now.Description != before.Description)
            payload.Text("description", before.Description);
        payload.EndMap();
        payload.Text("author", changed.Author);
        payload.Time("time", changed.Time);
    }
}
