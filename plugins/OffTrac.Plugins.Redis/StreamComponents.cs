namespace OffTrac.Plugins.Redis;

/// <summary>Names of the components that publish.</summary>
internal static class StreamComponents
{
    public const string Ticket = "tracext.redispub.ticket.RedisTicketStream";
    public const string Wiki = "tracext.redispub.wiki.RedisWikiStream";
    public const string TicketComment = "offtrac.redispub.TicketComments";
    public const string WikiHistory = "offtrac.redispub.WikiHistory";
    public const string Attachment = "offtrac.redispub.Attachments";
    public const string Milestone = "offtrac.redispub.Milestones";

    public static IReadOnlyList<string> Durable { get; } = [Ticket, Wiki, TicketComment, WikiHistory, Attachment, Milestone];
}
