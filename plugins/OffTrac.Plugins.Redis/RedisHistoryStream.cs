using Microsoft.Extensions.Options;
using OffTrac.Plugins.Redis.Messages;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Redis;

/// <summary>Publishes pages that are renamed, versions that are deleted and comments on versions that are edited.</summary>
[Component(StreamComponents.WikiHistory, Delivery = Delivery.Durable, DeliveryOption = StreamComponents.Mode)]
public sealed class RedisHistoryStream(RedisClient redis, IOptionsMonitor<RedispubOptions> options) : RedisStream(redis, options), IWikiChangeListener
{
    public ValueTask WikiPageRenamedAsync(WikiPageRenamed renamed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(renamed);
        return PublishAsync("wiki.renamed", renamed.OldName, renamed.Page.Resource, renamed, renamed, WikiPayload.Renamed, cancellation);
    }

    public ValueTask WikiPageVersionDeletedAsync(WikiPageVersionDeleted deleted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deleted);
        return PublishAsync("wiki.version_deleted", deleted.Page.Name, deleted.Page.Resource, deleted, deleted, WikiPayload.VersionDeleted, cancellation);
    }

    public ValueTask WikiPageCommentModifiedAsync(WikiPageCommentModified modified, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(modified);
        return PublishAsync("wiki.comment_edited", modified.Page.Name, modified.Page.Resource, modified, modified, WikiPayload.CommentEdited, cancellation);
    }
}
