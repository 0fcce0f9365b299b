using Microsoft.Extensions.Options;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
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
public sealed class LogBook(IOptionsMonitor<LogBookOptions> options) : ITicketChangeListener, IWikiChangeListener
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

    private async ValueTask NoteAsync(string line, CancellationToken cancellation) =>
        await File.AppendAllTextAsync(options.CurrentValue.File, line + "\n", cancellation);
}
