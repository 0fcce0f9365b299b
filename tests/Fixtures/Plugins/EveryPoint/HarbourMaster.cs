using OffTrac.Sdk.Components;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace EveryPoint;

/// <summary>Refuses what speaks of sharks, and marks the tickets it has seen.</summary>
[Component("fixture.everypoint.HarbourMaster")]
public sealed class HarbourMaster : ITicketManipulator, IWikiPageManipulator
{
    private static readonly ValidationProblem s_sharks = new() { Field = "summary", Message = "No sharks in this harbour." };

    public ValueTask<TicketVerdict> ValidateTicketAsync(TicketDraft draft, CancellationToken cancellation) => new(
        draft.Values["summary"]?.Contains("shark") == true
            ? new TicketVerdict { Problems = [s_sharks] }
            : new TicketVerdict { Changes = [new("keywords", "seen")] });

    public ValueTask<TicketVerdict> ValidateCommentAsync(TicketDraft draft, CancellationToken cancellation) => new(
        draft.Comment?.Contains("shark") == true ? new TicketVerdict { Problems = [s_sharks with { Field = "comment" }] } : TicketVerdict.Good);

    public ValueTask<IReadOnlyList<ValidationProblem>> ValidateWikiPageAsync(WikiPageDraft draft, CancellationToken cancellation) =>
        new(draft.Text.Contains("shark") ? [s_sharks with { Field = "text" }] : []);
}
