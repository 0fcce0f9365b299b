namespace OffTrac.Core.Tickets;

/// <summary>The workflow that a new environment gets: Trac's "basic" one.</summary>
internal static class BasicWorkflow
{
    private const string Open = "new,assigned,accepted,reopened";

    public static IReadOnlyList<(string Option, string Value)> Options { get; } =
    [
        ("leave", "* -> *"),
        ("leave.default", "1"),
        ("leave.operations", "leave_status"),
        ("create", "<none> -> new"),
        ("create.default", "1"),
        ("create_and_assign", "<none> -> assigned"),
        ("create_and_assign.label", "assign"),
        ("create_and_assign.operations", "may_set_owner"),
        ("create_and_assign.permissions", "TICKET_MODIFY"),
        ("accept", $"{Open} -> accepted"),
        ("accept.operations", "set_owner_to_self"),
        ("accept.permissions", "TICKET_MODIFY"),
        ("resolve", $"{Open} -> closed"),
        ("resolve.operations", "set_resolution"),
        ("resolve.permissions", "TICKET_MODIFY"),
        ("reassign", $"{Open} -> assigned"),
        ("reassign.operations", "set_owner"),
        ("reassign.permissions", "TICKET_MODIFY"),
        ("reopen", "closed -> reopened"),
        ("reopen.operations", "del_resolution"),
        ("reopen.permissions", "TICKET_CREATE"),
    ];
}
