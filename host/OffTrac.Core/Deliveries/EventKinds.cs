using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Deliveries;

/// <summary>All kinds of events that there are.</summary>
internal static class EventKinds
{
    // Letters of all scripts stay as they are: the text never reaches a browser.
    private static readonly EventJson s_json =
        new(new JsonSerializerOptions(EventJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static IReadOnlyList<EventKind> All { get; } =
    [
        new ListenerEventKind<TicketCreated, ITicketChangeListener>(
            "ticket.created", s_json.TicketCreated, change => change.Ticket.Resource,
            static (listener, change, token) => listener.TicketCreatedAsync(change, token)),
        new ListenerEventKind<TicketChanged, ITicketChangeListener>(
            "ticket.changed", s_json.TicketChanged, change => change.Ticket.Resource,
            static (listener, change, token) => listener.TicketChangedAsync(change, token)),
        new ListenerEventKind<TicketDeleted, ITicketChangeListener>(
            "ticket.deleted", s_json.TicketDeleted, change => change.Ticket.Resource,
            static (listener, change, token) => listener.TicketDeletedAsync(change, token)),
        new ListenerEventKind<TicketCommentModified, ITicketChangeListener>(
            "ticket.comment_modified", s_json.TicketCommentModified, change => change.Ticket.Resource,
            static (listener, change, token) => listener.TicketCommentModifiedAsync(change, token)),
        new ListenerEventKind<TicketChangeDeleted, ITicketChangeListener>(
            "ticket.change_deleted", s_json.TicketChangeDeleted, change => change.Ticket.Resource,
            static (listener, change, token) => listener.TicketChangeDeletedAsync(change, token)),
        new ListenerEventKind<TicketsChanged, ITicketChangeListener>(
            "tickets.changed", s_json.TicketsChanged, static _ => TicketsChanged.Resource,
            static (listener, change, token) => listener.TicketsChangedAsync(change, token)),
        new ListenerEventKind<WikiPageAdded, IWikiChangeListener>(
            "wiki.added", s_json.WikiPageAdded, change => change.Page.Resource,
            static (listener, change, token) => listener.WikiPageAddedAsync(change, token)),
        new ListenerEventKind<WikiPageChanged, IWikiChangeListener>(
            "wiki.changed", s_json.WikiPageChanged, change => change.Page.Resource,
            static (listener, change, token) => listener.WikiPageChangedAsync(change, token)),
        new ListenerEventKind<WikiPageDeleted, IWikiChangeListener>(
            "wiki.deleted", s_json.WikiPageDeleted, change => change.Page.Resource,
            static (listener, change, token) => listener.WikiPageDeletedAsync(change, token)),
        new ListenerEventKind<WikiPageVersionDeleted, IWikiChangeListener>(
            "wiki.version_deleted", s_json.WikiPageVersionDeleted, change => change.Page.Resource,
            static (listener, change, token) => listener.WikiPageVersionDeletedAsync(change, token)),
        new ListenerEventKind<WikiPageRenamed, IWikiChangeListener>(
            "wiki.renamed", s_json.WikiPageRenamed, change => change.Page.Resource,
            static (listener, change, token) => listener.WikiPageRenamedAsync(change, token),
            change => Resource.Wiki(change.OldName)),
        new ListenerEventKind<WikiPageCommentModified, IWikiChangeListener>(
            "wiki.comment_modified", s_json.WikiPageCommentModified, change => change.Page.Resource,
            static (listener, change, token) => listener.WikiPageCommentModifiedAsync(change, token)),
        new ListenerEventKind<AttachmentAdded, IAttachmentChangeListener>(
            "attachment.added", s_json.AttachmentAdded, change => change.Attachment.Parent,
            static (listener, change, token) => listener.AttachmentAddedAsync(change, token)),
        new ListenerEventKind<AttachmentDeleted, IAttachmentChangeListener>(
            "attachment.deleted", s_json.AttachmentDeleted, change => change.Attachment.Parent,
            static (listener, change, token) => listener.AttachmentDeletedAsync(change, token)),
        new ListenerEventKind<AttachmentMoved, IAttachmentChangeListener>(
            "attachment.moved", s_json.AttachmentMoved, change => change.Attachment.Parent,
            static (listener, change, token) => listener.AttachmentMovedAsync(change, token),
            change => change.IsReparented ? change.OldParent : null),
        new ListenerEventKind<MilestoneCreated, IMilestoneChangeListener>(
            "milestone.created", s_json.MilestoneCreated, change => change.Milestone.Resource,
            static (listener, change, token) => listener.MilestoneCreatedAsync(change, token)),
        new ListenerEventKind<MilestoneChanged, IMilestoneChangeListener>(
            "milestone.changed", s_json.MilestoneChanged, change => change.Milestone.Resource,
            static (listener, change, token) => listener.MilestoneChangedAsync(change, token),
            change => change.OldMilestone.Name == change.Milestone.Name ? null : change.OldMilestone.Resource),
        new ListenerEventKind<MilestoneDeleted, IMilestoneChangeListener>(
            "milestone.deleted", s_json.MilestoneDeleted, change => change.Milestone.Resource,
            static (listener, change, token) => listener.MilestoneDeletedAsync(change, token)),
    ];

    private static readonly FrozenDictionary<Type, EventKind> s_byEvent = All.ToFrozenDictionary(kind => kind.Event);
    private static readonly FrozenDictionary<string, EventKind> s_byName = All.ToFrozenDictionary(kind => kind.Name, StringComparer.Ordinal);

    public static EventKind Of(ChangeEvent change) =>
        s_byEvent.GetValueOrDefault(change.GetType()) ?? throw new ArgumentException($"{change.GetType()} is not a kind of event.");

    public static EventKind? Find(string name) => s_byName.GetValueOrDefault(name);
}
