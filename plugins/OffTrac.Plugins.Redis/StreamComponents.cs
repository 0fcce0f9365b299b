namespace OffTrac.Plugins.Redis;

/// <summary>Names of the components that publish.</summary>
internal static class StreamComponents
{
    public const string Ticket = "tracext.redispub.ticket.RedisTicketStream";
    public const string Wiki = "tracext.redispub.wiki.RedisWikiStream";
    public const string TicketComments = "offtrac.redispub.ticket.RedisCommentStream";
    public const string WikiHistory = "offtrac.redispub.wiki.RedisHistoryStream";
    public const string Attachments = "offtrac.redispub.attachment.RedisAttachmentStream";
    public const string Milestones = "offtrac.redispub.milestone.RedisMilestoneStream";

    /// <summary>The option that makes them plain.</summary>
    public const string Mode = "redispub.mode";

    public static IReadOnlyList<string> All { get; } = [Ticket, Wiki, TicketComments, WikiHistory, Attachments, Milestones];
}
