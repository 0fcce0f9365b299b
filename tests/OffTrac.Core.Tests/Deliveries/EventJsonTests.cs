using OffTrac.Core.Deliveries;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Tests.Deliveries;

/// <summary>What is stored of an event comes back as it was.</summary>
public sealed class EventJsonTests
{
    private static readonly string?[] s_texts =
    [
        null, "", " ", "plain", "line\r\nline\ttab", "\0\u0001\u001f", "\"quoted\\\"", "</script>&<>'", "李雷 😀 e\u0301 \u200f", new('x', 100_000),
        "{\"a\":null}",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_kind_of_event_survives(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 50; i++)
        {
            foreach (var change in Events(random))
            {
                var kind = EventKinds.Of(change);
                Assert.Equal(change, EventKinds.Find(kind.Name)!.Read(kind.Write(change)));
            }
        }
    }

    [Fact]
    public void There_is_a_kind_for_every_event_of_the_SDK()
    {
        var events = typeof(ChangeEvent).Assembly.GetExportedTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(ChangeEvent)));
        Assert.Equal(events.OrderBy(type => type.Name, StringComparer.Ordinal), EventKinds.All.Select(kind => kind.Event).OrderBy(type => type.Name, StringComparer.Ordinal));
        Assert.Equal(Events(new Random(0)).Select(change => change.GetType()), EventKinds.All.Select(kind => kind.Event));
    }

    [Fact]
    public void Members_that_a_newer_version_added_are_passed_over()
    {
        var kind = EventKinds.Find("wiki.added")!;
        var text = kind.Write(new WikiPageAdded { Page = new WikiPage { Name = "P", Version = 1 } });
        Assert.Equal(kind.Read(text), kind.Read(text.Insert(1, "\"added_later\":{\"a\":[1]},")));
    }

    private static IEnumerable<ChangeEvent> Events(Random random) =>
        new ChangeEvent[]
        {
            new TicketCreated { Ticket = Ticket(random), HeldFields = Names(random), TimeFields = Names(random) },
            new TicketChanged
            {
                Ticket = Ticket(random), OldValues = Values(random), Comment = Text(random), CommentNumber = random.Next(99), ReplyTo = Text(random),
            },
            new TicketDeleted { Ticket = Ticket(random) },
            new TicketCommentModified
            {
                Ticket = Ticket(random), ChangeTime = Time(random), CommentNumber = random.Next(99), ChangeAuthor = Text(random), Comment = Text(random),
                OldComment = Text(random),
            },
            new TicketChangeDeleted
            {
                Ticket = Ticket(random), ChangeTime = Time(random), CommentNumber = random.Next(99), ChangeAuthor = Text(random), Comment = Text(random),
                OldValues = Values(random), NewValues = Values(random),
            },
            new TicketsChanged
            {
                Ids = [random.Next(99), 7], NewValues = Values(random), Action = Text(random), Comment = Text(random), IsBatch = random.Next(2) == 0,
            },
            new WikiPageAdded { Page = Page(random), OldText = Text(random), Comment = Text(random) },
            new WikiPageChanged { Page = Page(random), OldText = Text(random), Comment = Text(random) },
            new WikiPageDeleted { Page = Page(random) },
            new WikiPageVersionDeleted { Page = Page(random), Deleted = Page(random) },
            new WikiPageRenamed { Page = Page(random), OldName = Text(random) ?? "Old" },
            new WikiPageCommentModified { Page = Page(random), OldComment = Text(random) },
            new AttachmentAdded { Attachment = Attachment(random) },
            new AttachmentDeleted { Attachment = Attachment(random) },
            new AttachmentMoved
            {
                Attachment = Attachment(random), OldParent = new Resource { Realm = "wiki", Id = Text(random) }, OldFileName = Text(random) ?? "a.txt",
            },
            new MilestoneCreated { Milestone = Milestone(random) },
            new MilestoneChanged { Milestone = Milestone(random), OldMilestone = Milestone(random) },
            new MilestoneDeleted { Milestone = Milestone(random) },
        }.Select(change => change with
        {
            Author = Text(random), Time = Time(random), Origin = random.GetItems(Enum.GetValues<ChangeOrigin>(), 1)[0],
        });

    private static string? Text(Random random) => random.GetItems(s_texts, 1)[0];

    private static DateTimeOffset Time(Random random) => TracTime.FromMicroseconds(random.NextInt64(-62_135_596_800_000_000, 253_402_300_799_999_999));

    private static FieldValues Values(Random random) => FieldValues.From(
        Enumerable.Range(0, random.Next(6)).Select(_ => KeyValuePair.Create(Text(random) ?? "field", Text(random))));

    private static FieldNames Names(Random random) => FieldNames.From(Values(random).Names);

    private static Ticket Ticket(Random random) =>
        new() { Id = random.Next(), Created = Time(random), Changed = Time(random), Values = Values(random) };

    private static WikiPage Page(Random random) => new()
    {
        Name = Text(random) ?? "Page", Version = random.Next(), Time = Time(random), Author = Text(random), Text = Text(random) ?? "",
        Comment = Text(random), IsReadOnly = random.Next(2) == 0,
    };

    private static Attachment Attachment(Random random) => new()
    {
        Parent = new Resource { Realm = Text(random) ?? "ticket", Id = Text(random) }, FileName = Text(random) ?? "a.txt", Size = random.NextInt64(),
        Time = Time(random), Description = Text(random), Author = Text(random),
    };

    private static Milestone Milestone(Random random) => new()
    {
        Name = Text(random) ?? "1.0", Due = random.Next(2) == 0 ? null : Time(random), Completed = random.Next(2) == 0 ? null : Time(random),
        Description = Text(random) ?? "",
    };
}
