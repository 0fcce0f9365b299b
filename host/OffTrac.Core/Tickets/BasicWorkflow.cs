namespace OffTrac.Core.Tickets;

/// <summary>The workflow that a new environment gets: Trac's "basic" one.</summary>
internal static class BasicWorkflow
{
    private const string Open = "new,assigned,accepted,reopened";

    public static IReadOnlyList<(string Option, string Value)> Options { get; } =
    [
        ("leave", "* -> *"),
        ("leave.operations", "leave_status"),
        ("leave.default", "1"),
        ("create", "<none> -> new"),
        ("create.default", "1"),
        ("create_and_assign", "<none> -> assigned"),
        ("create_and_assign.label", "assign"),
        ("create_and_assign.permissions", "TICKET_MODIFY"),
        ("create_and_assign.operations", "may_set_owner"),
        ("accept", $"{Open} -> accepted"),
        ("accept.permissions", "TICKET_MODIFY"),
        ("accept.operations", "set_owner_to_self"),
        ("resolve", $"{Open} -> closed"),
        ("resolve.permissions", "TICKET_MODIFY"),
        ("resolve.operations", "set_resolution"),
        ("reassign", $"{Open} -> assigned"),
        ("reassign.permissions", "TICKET_MODIFY"),
        ("reassign.operations", "set_owner"),
        ("reopen", "closed -> reopened"),
        ("reopen.permissions", "TICKET_CREATE"),
        ("reopen.operations", "del_resolution"),
    ];
}
