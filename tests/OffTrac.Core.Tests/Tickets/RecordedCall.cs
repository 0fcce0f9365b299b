using System.Globalization;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>An event as a listener of Trac was recorded to hear it.</summary>
internal static class RecordedCall
{
    public static string Of(ChangeEvent change) => string.Join('|', [$"'{change.GetType().Name}'", .. Arguments(change).Select(Text)]);

    private static object?[] Arguments(ChangeEvent change) => change switch
    {
        TicketCreated created => [created.Ticket.Id],
        TicketChanged changed => [changed.Ticket.Id, changed.Comment, changed.Author],
        TicketDeleted deleted => [deleted.Ticket.Id],
        TicketCommentModified modified => [modified.Ticket.Id, modified.ChangeTime, modified.Author, modified.Comment, modified.OldComment],
        TicketChangeDeleted deleted =>
        [
            deleted.Ticket.Id,
            deleted.ChangeTime,
            .. deleted.OldValues.Names.Order(StringComparer.Ordinal)
                .SelectMany(name => new object?[] { name, deleted.OldValues[name], deleted.NewValues[name] }),
        ],
        WikiPageAdded added => [added.Page.Name],
        WikiPageChanged changed => [changed.Page.Name, changed.Page.Version, changed.Author],
        WikiPageDeleted deleted => [deleted.Page.Name],
        WikiPageVersionDeleted deleted => [deleted.Page.Name],
        WikiPageRenamed renamed => [renamed.Page.Name, renamed.OldName],
        WikiPageCommentModified modified => [modified.Page.Name, modified.Page.Version, modified.OldComment],
        AttachmentAdded added => Names(added.Attachment),
        AttachmentDeleted deleted => Names(deleted.Attachment),
        AttachmentMoved moved => [.. Names(moved.Attachment), moved.OldParent.Realm, moved.OldParent.Id, moved.OldFileName],
        MilestoneCreated created => [created.Milestone.Name],
        MilestoneChanged changed => [changed.Milestone.Name, .. OldValues(changed)],
        MilestoneDeleted deleted => [deleted.Milestone.Name],
        _ => throw new ArgumentException($"{change.GetType()} was not recorded."),
    };

    private static object?[] Names(Attachment attachment) => [attachment.Parent.Realm, attachment.Parent.Id, attachment.FileName];

    private static IEnumerable<object?> OldValues(MilestoneChanged changed)
    {
        var (before, after) = (changed.OldMilestone, changed.Milestone);
        (string Name, object? Old, object? New)[] values =
        [
            ("completed", before.Completed, after.Completed), ("description", before.Description, after.Description),
            ("due", before.Due, after.Due), ("name", before.Name, after.Name),
        ];
        return values.Where(value => !Equals(value.Old, value.New)).SelectMany(value => new[] { value.Name, value.Old });
    }

    private static string Text(object? value) => value switch
    {
        null => "NULL",
        DateTimeOffset time => TracTime.ToMicroseconds(time).ToString(CultureInfo.InvariantCulture),
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => $"'{value}'",
    };
}
