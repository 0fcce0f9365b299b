using Microsoft.Extensions.Options;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace EveryPoint;

[OptionsSection("everypoint")]
public sealed record LogBookOptions
{
    [Option("File that gets a line for each event.")]
    public string File { get; init; } = "";
}

/// <summary>Writes down every event that it hears of.</summary>
[Component("fixture.everypoint.LogBook")]
public sealed class LogBook(IOptionsMonitor<LogBookOptions> options) : ITicketChangeListener, IWikiChangeListener, IAttachmentChangeListener, IMilestoneChangeListener
{
    public ValueTask TicketCreatedAsync(TicketCreated created, CancellationToken cancellation) =>
        NoteAsync($"ticket created {created.Ticket.Summary} by {created.Author} through {created.Origin}", cancellation);

    public ValueTask TicketChangedAsync(TicketChanged changed, CancellationToken cancellation) =>
        NoteAsync($"ticket changed {changed.Ticket.Summary}: {string.Join(' ', changed.OldValues.Names)}, comment {changed.CommentNumber}", cancellation);

    public ValueTask TicketDeletedAsync(TicketDeleted deleted, CancellationToken cancellation) =>
        NoteAsync($"ticket deleted {deleted.Ticket.Summary}", cancellation);

    public ValueTask WikiPageAddedAsync(WikiPageAdded added, CancellationToken cancellation) => NoteAsync($"page added {added.Page.Name}", cancellation);

    public ValueTask WikiPageChangedAsync(WikiPageChanged changed, CancellationToken cancellation) =>
        NoteAsync($"page changed {changed.Page.Name} to {changed.Page.Version}", cancellation);

    public ValueTask WikiPageDeletedAsync(WikiPageDeleted deleted, CancellationToken cancellation) => NoteAsync($"page deleted {deleted.Page.Name}", cancellation);

    public ValueTask WikiPageRenamedAsync(WikiPageRenamed renamed, CancellationToken cancellation) =>
        NoteAsync($"page renamed {renamed.OldName} to {renamed.Page.Name}", cancellation);

    public ValueTask TicketChangeDeletedAsync(TicketChangeDeleted deleted, CancellationToken cancellation) =>
        NoteAsync($"change {deleted.CommentNumber} deleted of {deleted.Ticket.Summary} by {deleted.Author}", cancellation);

    public ValueTask AttachmentAddedAsync(AttachmentAdded added, CancellationToken cancellation) =>
        NoteAsync($"attachment added {added.Attachment.FileName} by {added.Author}", cancellation);

    public ValueTask AttachmentMovedAsync(AttachmentMoved moved, CancellationToken cancellation) =>
        NoteAsync($"attachment moved {moved.OldParent} {moved.OldFileName} to {moved.Attachment.Resource}", cancellation);

    public ValueTask AttachmentDeletedAsync(AttachmentDeleted deleted, CancellationToken cancellation) =>
        NoteAsync($"attachment deleted {deleted.Attachment.Resource}", cancellation);

    public ValueTask MilestoneCreatedAsync(MilestoneCreated created, CancellationToken cancellation) =>
        NoteAsync($"milestone created {created.Milestone.Name} by {created.Author} through {created.Origin}", cancellation);

    public ValueTask MilestoneChangedAsync(MilestoneChanged changed, CancellationToken cancellation) =>
        NoteAsync($"milestone changed {changed.OldMilestone.Name} to {changed.Milestone.Name}", cancellation);

    public ValueTask MilestoneDeletedAsync(MilestoneDeleted deleted, CancellationToken cancellation) =>
        NoteAsync($"milestone deleted {deleted.Milestone.Name}", cancellation);

    private async ValueTask NoteAsync(string line, CancellationToken cancellation) =>
        await File.AppendAllTextAsync(options.CurrentValue.File, line + "\n", cancellation);
}
