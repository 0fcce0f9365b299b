using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Tickets;

/// <summary>What a person wants of a ticket.</summary>
public sealed record TicketRequest
{
    /// <summary>The ticket's number; null for a new one.</summary>
    public int? Id { get; init; }

    /// <summary>Who asks: login, or <c>anonymous</c>.</summary>
    public required string User { get; init; }

    /// <summary>Who is written down as author; null for the user.</summary>
    public string? Author { get; init; }

    /// <summary>Fields to set.</summary>
    public FieldValues Values { get; init; } = FieldValues.Empty;

    /// <summary>Comment in wiki text; null or blank for none.</summary>
    public string? Comment { get; init; }

    /// <summary>Number of the comment that this one answers, or <c>description</c>; null for none.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Workflow action; null for the one that comes first for this ticket and user.</summary>
    public string? Action { get; init; }

    /// <summary>Arguments of the action, such as <c>action_reassign_reassign_owner</c>.</summary>
    public FieldValues ActionArguments { get; init; } = FieldValues.Empty;

    /// <summary>The <see cref="Ticket.Changed"/> that the person looked at; needed when collisions are checked.</summary>
    public DateTimeOffset? BasedOn { get; init; }

    /// <summary>When; null for now.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Which steps run besides the storing. Web pages take all.</summary>
    public EditSteps Steps { get; init; } = EditSteps.All;

    /// <summary>Whose rules the steps go by.</summary>
    public EditRules Rules { get; init; }

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }
}
