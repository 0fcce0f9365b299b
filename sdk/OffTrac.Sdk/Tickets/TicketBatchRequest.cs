using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Tickets;

/// <summary>What a person wants of several tickets at once.</summary>
public sealed record TicketBatchRequest
{
    /// <summary>Numbers of the tickets, in the order in which they are changed.</summary>
    public required IReadOnlyList<int> Ids { get; init; }

    /// <summary>Who asks: login, or <c>anonymous</c>. Also the author.</summary>
    public required string User { get; init; }

    /// <summary>
    /// Fields to set to the same value on all. Summary, description, status, resolution, owner and other text areas are left out, and the
    /// reporter unless the user may <c>TICKET_ADMIN</c>.
    /// </summary>
    public FieldValues Values { get; init; } = FieldValues.Empty;

    /// <summary>What to do to fields that hold lists, such as keywords, cc, and custom fields of format <c>list</c>.</summary>
    public IReadOnlyList<TicketListChange> ListChanges { get; init; } = [];

    /// <summary>Comment in wiki text on each; null or blank for none.</summary>
    public string? Comment { get; init; }

    /// <summary>Workflow action; null for none. Tickets on which the user can't take it keep their state.</summary>
    public string? Action { get; init; }

    /// <summary>Arguments of the action, such as <c>action_reassign_reassign_owner</c>.</summary>
    public FieldValues ActionArguments { get; init; } = FieldValues.Empty;

    /// <summary>When; null for now. All changes have this time.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Which steps run besides the storing; collisions are not looked for.</summary>
    public EditSteps Steps { get; init; } = EditSteps.All;

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }
}
