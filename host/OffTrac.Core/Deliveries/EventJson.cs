using System.Text.Json.Serialization;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Deliveries;

/// <summary>Events as stored JSON, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(FieldValuesConverter), typeof(FieldNamesConverter)])]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(TicketCreated))]
[JsonSerializable(typeof(TicketChanged))]
[JsonSerializable(typeof(TicketDeleted))]
[JsonSerializable(typeof(TicketCommentModified))]
[JsonSerializable(typeof(TicketChangeDeleted))]
[JsonSerializable(typeof(TicketsChanged))]
[JsonSerializable(typeof(WikiPageAdded))]
[JsonSerializable(typeof(WikiPageChanged))]
[JsonSerializable(typeof(WikiPageDeleted))]
[JsonSerializable(typeof(WikiPageVersionDeleted))]
[JsonSerializable(typeof(WikiPageRenamed))]
[JsonSerializable(typeof(WikiPageCommentModified))]
[JsonSerializable(typeof(AttachmentAdded))]
[JsonSerializable(typeof(AttachmentDeleted))]
[JsonSerializable(typeof(AttachmentMoved))]
[JsonSerializable(typeof(MilestoneCreated))]
[JsonSerializable(typeof(MilestoneChanged))]
[JsonSerializable(typeof(MilestoneDeleted))]
internal sealed partial class EventJson : JsonSerializerContext
{
    /// <summary>Version of the stored form. It grows when an older program could not read a newer record any more.</summary>
    public const int Version = 1;
}
